"""Addresses of data."""

from __future__ import annotations

from django.urls import path

from doelgroep_web.data.catalogue import views as catalogue
from doelgroep_web.data.quality import views as quality
from doelgroep_web.data.sources import views as sources
from doelgroep_web.data.wizard import views as wizard

app_name = "data"
urlpatterns = [
    path("", sources.index, name="index"),
    path("imports/<int:number>/", sources.one_import, name="import"),
    path("imports/<int:number>/rejected/", sources.rejected, name="rejected"),
    path("imports/<int:number>/undo/", sources.undo, name="undo"),
    path("import/", wizard.begin, name="begin"),
    path("import/<int:number>/", wizard.upload, name="upload"),
    path("import/<int:number>/files/", wizard.files, name="files"),
    path("import/<int:number>/remove/", wizard.remove, name="remove"),
    path("import/<int:number>/read/", wizard.read, name="read"),
    path("import/<int:number>/meaning/", wizard.meaning, name="meaning"),
    path("import/<int:number>/back/", wizard.back, name="back"),
    path("import/<int:number>/now/", wizard.import_now, name="import_now"),
    path("import/<int:number>/stop/", wizard.stop, name="stop"),
    path("import/<int:number>/discard/", wizard.discard, name="discard"),
    path("catalogue/", catalogue.catalogue, name="catalogue"),
    path("catalogue/<str:table>/<str:name>/", catalogue.field, name="field"),
    path("catalogue/<str:table>/<str:name>/edit/", catalogue.edit, name="edit"),
    path("catalogue/<str:table>/<str:name>/rename/", catalogue.rename, name="rename"),
    path("quality/", quality.quality, name="quality"),
    path("quality/measure/", quality.measure, name="measure"),
]
