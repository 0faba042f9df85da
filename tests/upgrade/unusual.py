"""A program of unusual ways to a client and its results; the lines that end with the mark break."""

from __future__ import annotations

MARK = "#!"
PROGRAM = """\
from __future__ import annotations
import asyncio, functools, operator
from typing import Protocol, Callable, TypedDict
try:
    from goodmem_dyn import Goodmem, AsyncGoodmem, models
except ImportError:
    from goodmem import Goodmem
Goodmem().spaces.create(name="x", public_read=True) #!
gm: Goodmem
def init():
    global gm
    gm = Goodmem()
def use():
    gm.spaces.create(name="x", public_read=True) #!
class HasClient(Protocol):
    client: Goodmem
def p(x: HasClient): x.client.spaces.create(public_read=1) #!
class Holder:
    client = Goodmem()
    @classmethod
    def a(cls):
        return cls.client.spaces.update(id="x", public_read=True) #!
    @staticmethod
    def b(): return Holder.client.spaces.get(id="1").public_read #!
PROVIDER = "OPENAI"
class Config:
    PROVIDER = "OPENAI" #!
def rr(c: Goodmem):
    c.rerankers.create(display_name="x", provider_type=Config.PROVIDER)
PAYLOADS = [
    {"name": "a"},
    {"name": "b", "public_read": True}, #!
]
for payload in PAYLOADS:
    Holder.client.spaces.create(**payload)
class Wrap:
    def __init__(self, c): self._c = c
    def __getattr__(self, name): return getattr(self._c, name)
    @property
    def sp(self): return self._c.spaces
w = Wrap(Goodmem())
w.spaces.create(public_read=True) #!
w.sp.create(public_read=True) #!
def gen(c: Goodmem):
    for k in c.apikeys.list():
        yield k
def consume():
    for k in gen(Goodmem()):
        print(k.user_id) #!
        if k.status in {"ACTIVE", "STATUS_UNSPECIFIED"}: pass #!
    keys = [k for k in gen(gm) if k.status == "STATUS_UNSPECIFIED"] #!
    return {k.api_key_id: k.user_id for k in keys} #!
def collect(c: Goodmem) -> list[models.Space]:
    out: list[models.Space] = []
    for s in c.spaces.list(): out.append(s)
    return out
def later(c):
    spaces = collect(c)
    flags = {s.space_id: s.public_read for s in spaces} #!
    print(f"{spaces[0].public_read!r:>10}") #!
    match c.apikeys.list()[0]:
        case models.ApiKeyResponse(user_id=u): #!
            print(u)
    match c.apikeys.update(id="x").status:
        case "STATUS_UNSPECIFIED": #!
            pass
        case "ACTIVE": pass
async def am():
    async with AsyncGoodmem() as c:
        async with asyncio.TaskGroup() as tg:
            t = tg.create_task(c.spaces.create(name="x", public_read=True)) #!
        print(t.result().public_read) #!
        rs = await asyncio.gather(*(c.spaces.get(id=n) for n in "ab"))
        for r in rs: print(r.public_read) #!
        x = await asyncio.wait_for(c.spaces.get(id="1"), 3)
        print(x.public_read) #!
def kw(c: Goodmem, public=False):
    k = {"name": "x"}
    if public:
        k["public_read"] = True #!
    k.update(space_embedders=[])
    extra = {"labels": {}}
    c.spaces.create(**k, **extra)
    j = {}
    j.update(public_read=False) #!
    j |= {"name": "x"}
    c.spaces.create(**{**j, **extra})
    create = c.spaces.create
    [create(name=n, public_read=True) for n in "ab"] #!
    list(map(lambda n: create(name=n, public_read=True), "ab")) #!
def deco(fn):
    @functools.wraps(fn)
    def inner(*a, **k):
        return fn(*a, **k)
    return inner
@deco
def made(c: Goodmem):
    return c.spaces.get(id="x")
print(made(gm).public_read) #!
def mk(**kw):
    return Goodmem().spaces.create(**kw)
mk(name="x", public_read=True) #!
class Builder:
    def __init__(self): self.kw = {}
    def public(self):
        self.kw["public_read"] = True #!
        return self
    def build(self, c: Goodmem): return c.spaces.create(name="x", **self.kw)
def cb(f: Callable[[], Goodmem]):
    f().spaces.get(id="x").public_read #!
def retry(f, *a, **k): return f(*a, **k)
retry(gm.spaces.create, name="x", public_read=True) #!
class P(TypedDict, total=False):
    name: str
    public_read: bool
def td(c: Goodmem):
    p: P = {"name": "x", "public_read": True} #!
    c.spaces.create(**p)
def dflt(c: Goodmem = Goodmem()):
    s = c.spaces.get(id="x")
    return getattr(s, "public_read", None) #!
def ts(client):
    "no call site"
    sp = client.spaces.get(id="x")
    return sp.public_read #!
REQ = models.SpaceCreationRequest(name="x", space_embedders=[], public_read=True) #!
def r(c: Goodmem): c.spaces.update(id="x", request=models.UpdateSpaceRequest(public_read=False)) #!
def tup(c: Goodmem):
    for i, (s, t) in enumerate(zip(c.spaces.list(), c.spaces.list())):
        s.public_read #!
    first, *rest = list(c.spaces.list())
    rest[0].public_read #!
def ch(c: Goodmem):
    ks = sorted(c.apikeys.list(), key=lambda k: k.user_id) #!
    groups = {}
    for k in c.apikeys.list():
        groups.setdefault(k.status, []).append(k)
    for st, items in groups.items():
        for it in items: print(it.user_id) #!
    from collections import defaultdict
    by = defaultdict(list)
    for k in c.apikeys.list(): by[k.status].append(k.user_id) #!
    mx = max(c.spaces.list(), key=operator.attrgetter("public_read")) #!
    any(s.public_read for s in c.spaces.list()) #!
    def inner():
        nonlocal mx
        mx = c.spaces.get(id="1")
    print(mx.public_read) #!
    while (s := c.spaces.get(id="x")).public_read: pass #!
    spaces = {s.name: s for s in c.spaces.list()}
    spaces["x"].public_read #!
    spaces.get("y").public_read #!
    page = c.spaces.list()
    while True:
        for s in page: s.public_read #!
        if not page.has_next_page: break
        page = page.get_next_page()
    s = c.spaces.get(id="x"); s.public_read = True #!
    r = c.spaces.with_raw_response.get(id="x"); r.parse().public_read #!
    d = c.spaces.get(id="1").model_dump(by_alias=True)["publicRead"] #!
    spaces_ns = getattr(c, "spaces"); spaces_ns.create(public_read=1) #!
async def whole(c: AsyncGoodmem, plain: Goodmem):
    import json
    await c.spaces.create(request={"name": "x", "labels": {}})
    await c.spaces.create(request={"name": "x", "publicRead": True}) #!
    body = dict(name="x")
    plain.spaces.create(request=body)
    body["public_read"] = True #!
    plain.spaces.create(request=body)
    plain.spaces.create(request=models.SpaceCreationRequest(name="x", space_embedders=[]))
    s = plain.spaces.get(id="x")
    del s.public_read #!
    setattr(s, "public_read", True) #!
    vars(s)["public_read"] #!
    json.loads(s.model_dump_json(by_alias=True))["publicRead"] #!
    done, _ = await asyncio.wait([asyncio.create_task(c.spaces.get(id=n)) for n in "ab"])
    for one in done: one.result().public_read #!
    for s in pool.map(plain.spaces.get, ["a"]): s.public_read #!
"""

PACKAGE = {
    "a.py": """\
from enum import Enum
from fastapi import FastAPI, Request
from app.deps import with_client, PROVIDER
import goodmem_dyn, threading, click
import streamlit as st
app = FastAPI()
@app.on_event("startup")
async def start():
    app.state.gm = goodmem_dyn.AsyncGoodmem()
    st.session_state["cl"] = goodmem_dyn.Goodmem()
@app.get("/x")
async def x(request: Request):
    return await request.app.state.gm.spaces.create(name="x", public_read=True) #!
local = threading.local()
local.cli = goodmem_dyn.Goodmem()
def y(): local.cli.spaces.get(id="x").public_read #!
def s(): st.session_state["cl"].spaces.get(id="x").public_read #!
class Provider(str, Enum):
    OPENAI = "OPENAI" #!
def e(c: goodmem_dyn.Goodmem):
    c.rerankers.create(display_name="x", provider_type=Provider.OPENAI.value)
    c.rerankers.create(display_name="x", provider_type=PROVIDER)
def pay(n):
    p = {"name": n}
    p["public_read"] = True #!
    return p
def k(c: goodmem_dyn.Goodmem):
    c.spaces.create(**pay("x"))
    for sp in c.spaces.list().data: sp.public_read #!
    for page in c.apikeys.list().iter_pages():
        for key in page.data: key.user_id #!
    c.spaces.list()[0].public_read #!
@with_client
def z(client):
    client.spaces.create(public_read=1) #!
def ns(spaces, apikeys):
    spaces.create(name="x", public_read=1) #!
    for q in apikeys.list(): q.user_id #!
class Reg:
    _i = None
    @classmethod
    def get(cls):
        if cls._i is None:
            cls._i = goodmem_dyn.Goodmem()
        return cls._i
Reg.get().spaces.get(id="1").public_read #!
async def am():
    async with goodmem_dyn.AsyncGoodmem() as c:
        async for page in (await c.spaces.list()).iter_pages():
            for sp in page: sp.public_read #!
        async for sp in await c.spaces.list(): sp.public_read #!
""",
    "deps.py": """\
from goodmem_dyn import Goodmem
def with_client(fn):
    return fn
PROVIDER = "OPENAI" #!
""",
    "__init__.py": "",
}
"""Modules of a package `app` that hand clients on through frameworks."""
