from django.urls import URLPattern

app_name = "cheatsheets"
urlpatterns: list[URLPattern] = []
