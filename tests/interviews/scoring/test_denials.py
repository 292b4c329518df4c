"""What people write who think that a point is not so, and what only looks like it: on the guide that is shipped."""

import pytest

from portal.interviews.scoring import Score
from tests.interviews.scoring.test_content import GUIDES, read, scored

DENIALS = [
    ("what-is-codepipeline", "CodePipeline isn't a managed service; you install it on your own servers."),
    ("what-is-codepipeline", "It doesn't automate build, test or deployment."),
    ("what-is-codepipeline", "Pipelines never run when the source code changes."),
    (
        "what-is-codepipeline",
        "CodePipeline is not an orchestrator and the steps aren't done by other services such as CodeBuild.",
    ),
    (
        "main-components",
        "The source stage doesn't retrieve code from GitHub or S3, and the deploy stage releases nothing to EC2.",
    ),
    ("main-components", "CodeBuild cannot compile and package the source code, and no automated tests are run."),
    ("purpose", "It isn't meant to automate the release process from commit to production."),
    ("purpose", "Delivery does not get faster and there is no early feedback. You still need all the manual steps."),
    ("integrated-services", "SNS can't send messages to people, and EventBridge doesn't receive state changes."),
    ("codepipeline-vs-codebuild", "CodeBuild isn't defined by a buildspec.yml file."),
    (
        "codepipeline-vs-codebuild",
        "CodePipeline has no stages or actions. CodeBuild never compiles, tests or packages the source code.",
    ),
    ("trigger-automatically", "EventBridge cannot start a pipeline for CodeCommit, S3 or ECR."),
    ("trigger-automatically", "You can't use a schedule with a cron or rate expression."),
    ("trigger-automatically", "A push to GitHub will not start the pipeline through a connection."),
    ("manual-approvals", "No SNS topic is needed to notify the approvers."),
    ("manual-approvals", "The run doesn't wait until someone answers, it goes straight on."),
    ("manual-approvals", "IAM does not decide who may answer with PutApprovalResult, everyone may."),
    ("manual-approvals", "The approval action must not stand before the deploy action."),
    ("stage-action", "Actions with the same run order never run in parallel."),
    ("stage-action", "A stage action has neither a category nor a provider."),
    ("stage-action", "It is not one task inside a stage, such as fetching code or running a build."),
    ("deploy-application", "It's impossible for CodeDeploy to take the artifact to EC2, ECS or Lambda."),
    ("deploy-application", "CodeBuild doesn't compile or test the code by its buildspec.yml."),
    ("codepipeline-vs-jenkins", "Jenkins isn't open-source software and you don't host or maintain it yourself."),
    ("codepipeline-vs-jenkins", "There is no large plugin ecosystem for Jenkins."),
    ("codepipeline-vs-jenkins", "CodePipeline is no managed AWS service."),
    ("pipeline-as-code", "The pipeline is not stored in the service as a JSON structure."),
    (
        "pipeline-as-code",
        "You cannot use AWS CDK or Terraform for it. CloudFormation templates don't work for pipeline-as-code.",
    ),
    ("stage-fails", "The execution does not stop there."),
    ("stage-fails", "SNS is unable to pass on a notification."),
    ("stage-fails", "A state-change event is never sent to EventBridge."),
    ("environments", "Manual approval before the Prod stage is unnecessary and not used."),
    ("environments", "You never build once and deploy the same artifact everywhere."),
    ("secure-pipeline", "IAM least privilege isn't important for the service role."),
    ("secure-pipeline", "Artifacts shouldn't be encrypted at rest with a KMS key."),
    ("secure-pipeline", "Keep passwords in the repository instead of Secrets Manager or Parameter Store."),
    ("secure-pipeline", "CloudTrail doesn't record API calls."),
    ("lambda-integration", "The function need not report the result with PutJobSuccessResult or PutJobFailureResult."),
    ("lambda-integration", "The pipeline role doesn't need lambda:InvokeFunction."),
    ("limitations", "There is no quota of 1,000 pipelines per Region."),
    ("limitations", "Stages don't run in order."),
    ("failure-reasons", "IAM permission issues of the service role never cause failures."),
    ("monitor", "CloudWatch metrics and alarms can't track success and failure."),
    ("monitor", "It is wrong that CloudTrail logs record API calls."),
    (
        "ec2-after-every-commit",
        "You don't need appspec.yml with its scripts for the deployment, nor the CodeDeploy agent.",
    ),
    ("approval-before-production", "No manual approval action goes between the QA stage and the Prod stage."),
    ("approval-before-production", "A rejection or the timeout won't fail the execution."),
    ("deploy-infrastructure", "CloudFormation actions do not apply the templates."),
    ("deploy-infrastructure", "A manual approval between plan and apply isn't possible."),
    (
        "promote-artifact",
        "You don't build once, and the same artifact is never deployed; each environment gets a new build.",
    ),
    ("promote-artifact", "The output artifact isn't in the S3 artifact bucket."),
    ("promote-artifact", "Nobody has to give a manual approval to guard production."),
]

HONEST = [
    (
        "what-is-codepipeline",
        "CodePipeline does not build anything itself; it is an orchestrator, the steps are done by other services.",
    ),
    ("what-is-codepipeline", "You don't need a build server. It is a fully managed continuous delivery service."),
    ("what-is-codepipeline", "It's not only a deployment tool: it automates the build, test and deployment phases."),
    ("purpose", "No more copying by hand: fewer manual steps, fewer human errors."),
    ("purpose", "Nobody has to run scripts any more, which means fewer manual steps and no human errors."),
    ("trigger-automatically", "If you don't use GitHub but CodeCommit, S3 or ECR, you need an EventBridge rule."),
    ("trigger-automatically", "Without polling: an EventBridge rule for CodeCommit, S3 and ECR."),
    ("manual-approvals", "The run does not continue until someone answers."),
    ("manual-approvals", "If nobody answers before the timeout, the action fails."),
    ("stage-action", "Actions with the same run order do not wait for each other, they run in parallel."),
    (
        "codepipeline-vs-jenkins",
        "You don't manage servers because it is a managed AWS service. Jenkins isn't: you host and maintain it.",
    ),
    ("codepipeline-vs-jenkins", "Jenkins costs nothing as it is free software, but you do pay for the servers."),
    ("pipeline-as-code", "There is no YAML file: CodePipeline reads no pipeline file from your repository."),
    ("pipeline-as-code", "It is not stored in your repository but in the service as a JSON structure."),
    ("stage-fails", "The execution stops there, and the later stages are not run."),
    ("stage-fails", "The later stages don't start because the execution stops there."),
    ("environments", "Don't rebuild: build once and deploy the same artifact everywhere."),
    ("environments", "Nothing goes to Prod without a manual approval before the Prod stage."),
    ("secure-pipeline", "Never store passwords in the repository; put secrets in Secrets Manager or Parameter Store."),
    ("secure-pipeline", "The artifact bucket must not be public: block public access and limit the bucket policy."),
    (
        "secure-pipeline",
        "Don't give administrator rights to the service role but IAM least privilege, and separate roles for actions.",
    ),
    ("secure-pipeline", "No OAuth tokens, use connections instead of stored OAuth tokens."),
    (
        "lambda-integration",
        "Returning is not enough: it must report the result with PutJobSuccessResult or PutJobFailureResult.",
    ),
    ("lambda-integration", "Don't forget that the pipeline role needs lambda:InvokeFunction."),
    ("limitations", "You can't have more than 1,000 pipelines per Region and account."),
    ("limitations", "Rollback doesn't work in PARALLEL mode."),
    ("failure-reasons", "The tests don't pass, that is failed tests."),
    ("failure-reasons", "Artifacts are not there: missing artifacts."),
    ("monitor", "You don't have to watch the console, SNS notifications alert people on failure or success."),
    ("ec2-after-every-commit", "Don't forget to install the CodeDeploy agent and tag the instances."),
    ("approval-before-production", "If it is not approved, a rejection or the timeout fails the execution."),
    ("deploy-infrastructure", "A change set shows what would change, without changing it."),
    ("deploy-infrastructure", "Terraform has no action of its own, so Terraform plan and apply run in CodeBuild."),
    ("promote-artifact", "Build once and deploy the same artifact, do not build again."),
    ("promote-artifact", "No new build: the same artifact is deployed, build once."),
]

OF_ANOTHER = [
    (
        "codepipeline-vs-codebuild",
        "CodeBuild doesn't orchestrate anything, it compiles, tests and packages the source code.",
    ),
    ("codepipeline-vs-codebuild", "CodePipeline doesn't compile code. It is orchestration of the release workflow."),
    ("limitations", "Stages never run in parallel, the stages run in order."),
]


def score_of(question: str, response: str) -> Score:
    (path,) = (path for path in GUIDES if path.stem == "aws-codepipeline")
    guide, vocabulary = read(path)
    (asked,) = (one for one in guide.questions if one.external_id == question)
    return scored(asked, response, vocabulary)


@pytest.mark.parametrize(("question", "response"), DENIALS)
def test_denied_point_is_never_shown_as_hit(question, response):
    score = score_of(question, response)

    assert [point for point in score.points if point.verdict == "hit"] == []
    assert score.coverage <= 40


@pytest.mark.parametrize(("question", "response"), HONEST)
def test_right_answer_with_a_negation_is_hit_and_raises_no_flag(question, response):
    score = score_of(question, response)

    assert (score.flags, "hit" in [point.verdict for point in score.points]) == ((), True)


@pytest.mark.parametrize(("question", "response"), OF_ANOTHER)
def test_right_answer_that_denies_the_point_of_another_raises_no_flag(question, response):
    assert score_of(question, response).flags == ()
