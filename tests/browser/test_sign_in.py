from playwright.sync_api import expect

from tests.factories import PASSWORD, make_user


def test_learner_signs_in_with_name_and_password(page, axe):
    make_user("learner")
    page.goto("/accounts/login/")
    violations = axe(page)

    page.get_by_label("User name").fill("learner")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()

    expect(page).to_have_url("/")
    assert violations == []


def test_page_tells_when_someone_is_signed_in(open_page):
    page = open_page(make_user("learner"), java_script_enabled=False)

    page.goto("/")

    expect(page.locator("header")).to_contain_text("learner")
