"""What the server runs. It refuses to start on a wrong key or broken content."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
site = get_wsgi_application()

from skills_app.incoming import Incoming  # noqa: E402  (needs Django set up)
from skills_app.startup import refuse_unless_ready  # noqa: E402

application = Incoming(site)

refuse_unless_ready()

# The library stays for good: no later search for garbage need walk through all of it.
gc.collect()
gc.freeze()
