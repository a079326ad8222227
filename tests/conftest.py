"""What all tests share: the plugin that runs `async def test_...` and starts Jupyter Servers."""

pytest_plugins = ["pytest_jupyter.jupyter_server"]
