"""The pages over the hand-built pipeline: `streamlit run` starts it for the browser tests."""

import importlib.util
from pathlib import Path

import app.ui.service
from app.answering import ModelInfo
from app.ui.start import main


def stub_pipeline(_settings):
    """A StubPipeline of tests/surfaces.py."""
    place = Path(__file__).resolve().parents[1] / "surfaces.py"
    spec = importlib.util.spec_from_file_location("surfaces", place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    pipeline = module.StubPipeline()
    pipeline.model = ModelInfo("scripted-2026-01-01", "127.0.0.1", True, True)  # noqa: FBT003
    return pipeline


app.ui.service.open_page_pipeline = stub_pipeline
main()
