"""Settings of the floor: the product's own server and database settings, and nothing else of it."""

from portal import settings as product

DEBUG = False
SECRET_KEY = product.SECRET_KEY
BIND, LOG_LEVEL = product.BIND, product.LOG_LEVEL
WEB_WORKERS, WEB_THREADS = product.WEB_WORKERS, product.WEB_THREADS
DATABASES = product.DATABASES
ROOT_URLCONF = "tests.benchmarks.floor"
MIDDLEWARE: list[str] = []
INSTALLED_APPS: list[str] = []
