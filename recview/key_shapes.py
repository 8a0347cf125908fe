"""The shapes of keys by who issues them: the one table of what begins as a key does.

Source: what the issuers document, and the rules of public scanners, read as facts. A shape is generous, so that what
may be a key is covered on the screen; `least` is how long the rest of a real key is, for what must not cry wolf.
"""

from __future__ import annotations

from recview.named_tuple import NamedTuple


class KeyShape(NamedTuple):
    """What the keys of an issuer look like.

    Attributes:
        issuer: Who gives such keys out.
        prefix: What they begin with, which is public and stays readable.
        rest: A pattern of what follows.
        least: How many characters follow in a real key, at least.
    """

    issuer: str
    prefix: str
    rest: str
    least: int = 20


_W = r"[A-Za-z0-9_-]"
_A = r"[A-Za-z0-9]"
# Not words in lower case, as in `sk-learn-compatible`: a figure, a capital, or sixteen letters in a row.
_NO_WORDS = r"(?=[a-z_-]{0,60}+[A-Z0-9]|[a-z_-]{0,60}?[a-z]{16})"

# Only at the start of a run of its characters: else a long run would be gone through from each `eyJ` in it.
_TOKEN_PARTS = rf"(?<![_-]eyJ){_W}{{6,}}+(?:\.{_W}++(?:\.{_W}*+){{1,3}}+|\.\.{_W}++(?:\.{_W}*+){{0,2}}+|\.eyJ{_W}++)"

JSON_WEB_TOKEN = KeyShape("JWT", "eyJ", _TOKEN_PARTS)
"""A head and a body, both JSON in base64, mostly a signature; or five parts if it is encrypted."""

KEY_SHAPES = (
    KeyShape("Anthropic", "sk-ant-", rf"{_W}{{10,}}", 30),
    KeyShape("OpenAI and others", "sk-", rf"(?!ant-){_NO_WORDS}{_W}{{12,}}"),
    KeyShape("OpenAI", "sk-None-", rf"{_W}{{40,}}", 40),
    KeyShape("Langfuse", "pk-lf-", rf"{_W}{{12,}}"),
    KeyShape("OpenAI", "sess-", rf"{_A}{{20,}}", 36),
    KeyShape("OpenAI", "ek_", r"[a-f0-9]{32,}", 32),
    KeyShape("Google", "AIza", rf"{_W}{{30,}}", 35),
    KeyShape("Google", "AQ.", rf"{_W}{{20,}}", 30),
    KeyShape("Google", "ya29.", r"[A-Za-z0-9_.-]{20,}"),
    KeyShape("Google", "GOCSPX-", rf"{_W}{{16,}}"),
    KeyShape("Google", "1//0", rf"{_W}{{40,}}", 60),
    KeyShape("AWS", "AKIA", r"[A-Z0-9]{12,}", 16),
    KeyShape("AWS", "ASIA", r"[A-Z0-9]{12,}", 16),
    KeyShape("AWS Bedrock", "ABSK", r"[A-Za-z0-9+/]{24,}={0,2}", 60),
    KeyShape("AWS Bedrock", "bedrock-api-key-", r"[A-Za-z0-9+/_-]{16,}={0,2}", 40),
    *(KeyShape("GitHub", f"gh{kind}_", rf"{_A}{{20,}}", 36) for kind in "pousr"),
    KeyShape("GitHub", "github_pat_", r"[A-Za-z0-9_]{20,}", 36),
    *(KeyShape("GitLab", f"gl{kind}-", r"[A-Za-z0-9_.-]{16,}") for kind in ("pat", "dt", "rt", "cbt", "ptt", "soat")),
    KeyShape("Hugging Face", "hf_", rf"{_A}{{20,}}", 30),
    KeyShape("Hugging Face", "api_org_", rf"{_A}{{20,}}", 30),
    KeyShape("Groq", "gsk_", rf"{_A}{{20,}}", 40),
    KeyShape("xAI", "xai-", rf"{_W}{{20,}}", 40),
    KeyShape("NVIDIA", "nvapi-", rf"{_W}{{20,}}", 40),
    KeyShape("Replicate", "r8_", rf"{_W}{{20,}}", 30),
    KeyShape("Perplexity", "pplx-", rf"{_A}{{20,}}", 32),
    KeyShape("Fireworks", "fw_", rf"{_A}{{20,}}"),
    KeyShape("Together", "tgp_v1_", rf"{_W}{{20,}}", 30),
    KeyShape("Cerebras", "csk-", rf"{_A}{{20,}}", 32),
    KeyShape("Tavily", "tvly-", rf"{_W}{{16,}}"),
    KeyShape("Jina", "jina_", rf"{_W}{{20,}}", 32),
    KeyShape("LangSmith", "lsv2_", r"[A-Za-z0-9_]{20,}", 32),
    KeyShape("LangSmith", "ls__", rf"{_A}{{20,}}", 32),
    KeyShape("Anyscale", "esecret_", rf"{_A}{{16,}}"),
    KeyShape("ElevenLabs", "sk_", r"[a-f0-9]{40,}", 40),
    KeyShape("Upstage", "up_", rf"{_A}{{28}}(?![A-Za-z0-9_])", 28),
    KeyShape("Vercel", "vck_", rf"{_A}{{40,}}", 40),
    KeyShape("LlamaCloud", "llx-", rf"{_A}{{30,}}", 40),
    KeyShape("Mem0", "m0-", rf"{_A}{{36,}}", 36),
    KeyShape("Composio", "ak_", rf"{_W}{{20}}(?![A-Za-z0-9_-])"),
    KeyShape("Apify", "apify_api_", rf"{_A}{{30,}}", 30),
    KeyShape("Browserbase", "bb_live_", rf"{_W}{{20,}}"),
    KeyShape("Cursor", "crsr_", r"[a-f0-9]{60,}", 60),
    KeyShape("Context7", "ctx7sk-", r"[a-f0-9-]{32,}", 32),
    KeyShape("Pinecone", "pcsk_", r"[A-Za-z0-9_]{30,}", 40),
    KeyShape("Weights & Biases", "wandb_v1_", r"[A-Za-z0-9_]{30,}", 60),
    KeyShape("Logfire", "pylf_v1_", r"[A-Za-z0-9_]{30,}", 30),
    KeyShape("E2B", "e2b_", r"[a-f0-9]{30,}", 40),
    KeyShape("RunPod", "rpa_", rf"{_A}{{30,}}", 40),
    KeyShape("Firecrawl", "fc-", r"[a-f0-9]{32,}", 32),
    KeyShape("Databricks", "dapi", r"[a-f0-9]{32}(?:-\d)?", 32),
    KeyShape("Slack", "xox", rf"[abeoprs]-{_W}{{10,}}"),
    KeyShape("Slack", "xapp-", rf"{_W}{{20,}}", 40),
    KeyShape("Slack", "hooks.slack.com/services/", r"T\w{6,}/B\w{6,}/\w{16,}", 30),
    *(
        KeyShape("Discord", f"{host}.com/api/webhooks/", r"\d{15,}/[\w-]{40,}", 60)
        for host in ("discord", "discordapp")
    ),
    *(KeyShape("Stripe", f"{kind}k_{mode}_", rf"{_A}{{16,}}") for kind in "sr" for mode in ("live", "test")),
    KeyShape("Stripe", "whsec_", rf"{_A}{{24,}}", 24),
    KeyShape("Resend", "re_", rf"{_A}{{8}}_{_A}{{20,}}", 28),
    KeyShape("Square", "sq0atp-", rf"{_W}{{22}}", 22),
    KeyShape("Square", "sq0csp-", rf"{_W}{{43}}", 43),
    KeyShape("Square", "EAAA", rf"{_W}{{60}}(?![A-Za-z0-9+/=_-])", 60),
    KeyShape("Facebook", "EAACEdEose0cBA", rf"{_A}{{20,}}"),
    KeyShape("Mailgun", "key-", r"(?<![_-]key-)[a-f0-9]{32}(?![A-Za-z0-9-])", 32),
    KeyShape("Brevo", "xkeysib-", rf"[a-f0-9]{{64}}-{_A}{{16}}", 80),
    KeyShape("SendGrid", "SG.", rf"{_W}{{16,80}}\.{_W}{{16,}}", 40),
    KeyShape("npm", "npm_", rf"{_A}{{30,}}", 36),
    KeyShape("PyPI", "pypi-", rf"{_W}{{40,}}", 60),
    KeyShape("Cloudflare", "cfut_", rf"{_A}{{30,}}", 36),
    KeyShape("Cloudflare", "cfat_", rf"{_A}{{30,}}", 36),
    *(KeyShape("DigitalOcean", f"do{kind}_v1_", r"[a-f0-9]{40,}", 60) for kind in "por"),
    KeyShape("Docker", "dckr_pat_", rf"{_W}{{20,}}"),
    *(KeyShape("Shopify", f"shp{kind}_", r"[a-fA-F0-9]{32}", 32) for kind in ("at", "ca", "pa", "ss")),
    KeyShape("Linear", "lin_api_", rf"{_A}{{30,}}", 36),
    KeyShape("Notion", "ntn_", rf"{_A}{{40,}}", 40),
    KeyShape("Notion", "secret_", rf"{_A}{{43}}(?![A-Za-z0-9])", 43),
    KeyShape("Heroku", "HRKU-", rf"{_W}{{36,}}", 36),
    KeyShape("Netlify", "nfp_", rf"{_A}{{36,}}", 36),
    KeyShape("Pulumi", "pul-", r"[a-f0-9]{40}", 40),
    KeyShape("Tailscale", "tskey-", rf"[a-z]{{3,10}}-{_W}{{20,}}", 30),
    KeyShape("RubyGems", "rubygems_", r"[a-f0-9]{48}", 48),
    KeyShape("Sourcegraph", "sgp_", r"[A-Za-z0-9_]{40,}", 40),
    KeyShape("Dynatrace", "dt0c01.", r"[A-Z0-9]{24}\.[A-Z0-9]{64}", 89),
    KeyShape("Figma", "figd_", rf"{_W}{{36,}}", 36),
    KeyShape("Fly", "fm2_", r"[A-Za-z0-9+/=]{60,}", 60),
    KeyShape("1Password", "ops_eyJ", rf"{_W}{{100,}}", 100),
    KeyShape("PlanetScale", "pscale_", rf"(?:tkn|pw|oauth)_{_W}{{30,}}", 34),
    KeyShape("CircleCI", "CCIPAT_", rf"{_A}{{20,}}_[a-f0-9]{{40}}", 60),
    KeyShape("Buildkite", "bkua_", r"[a-f0-9]{40}", 40),
    KeyShape("SonarQube", "squ_", r"[a-f0-9]{40}", 40),
    KeyShape("SonarQube", "sqp_", r"[a-f0-9]{40}", 40),
    KeyShape("Postman", "PMAK-", r"[a-f0-9-]{40,}", 40),
    KeyShape("Grafana", "glsa_", r"[A-Za-z0-9_]{32,}", 32),
    KeyShape("Grafana", "glc_", r"[A-Za-z0-9+/]{40,}={0,2}", 40),
    KeyShape("HashiCorp Vault", "hvs.", rf"{_W}{{24,}}", 24),
    KeyShape("Atlassian", "ATATT3", r"[A-Za-z0-9_=-]{60,}", 100),
    KeyShape("Supabase", "sbp_", r"[a-f0-9]{40}", 40),
    KeyShape("Supabase", "sb_secret_", rf"{_W}{{20,}}"),
    KeyShape("Sentry", "sntrys_", r"[A-Za-z0-9_=+/-]{40,}", 40),
    KeyShape("Sentry", "sntryu_", r"[a-f0-9]{64}", 64),
    KeyShape("Doppler", "dp.pt.", rf"{_A}{{40,}}", 40),
    KeyShape("New Relic", "NRAK-", r"[A-Z0-9]{27}", 27),
    KeyShape("PostHog", "phx_", rf"{_A}{{40,}}", 40),
    KeyShape("age", "AGE-SECRET-KEY-1", r"[A-Z0-9]{58}", 58),
    JSON_WEB_TOKEN,
)
