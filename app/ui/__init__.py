"""The page: thin panels over the pipeline. It shows Answers and decides nothing.

Every word of a document, a file name or a question goes through `app.render.safe` before it reaches
HTML or Markdown. No module here may bear the name of a top-level module: `streamlit run` puts this
folder first on the path.
"""
