# ruff: noqa: E501 - an entry is one line, however much it lists
"""What people say, and what a document of a memory server may call it.

Rules: this is a dictionary of English, not a list of operations. An entry says which words mean the same, whatever the
document has; a meaning that no operation of a document uses has no effect there. Words that mean many things have no
entry of their own: they are in a turn of speech, or not at all.
"""

from __future__ import annotations

SAME = """
access-token access-key api-token auth-token service-key api-key bearer-token app-password secret-key api-secret access-code access-credential login-token auth-key service-token = apikey
token credential credentials secret authenticate authentication pat key keys passkey = apikey
ai-model language-model chat-model large-language text-model text-generation answer-generator completion-model answer-model instruct-model foundation-model = llm
language gpt generator llama claude gemini mistral qwen deepseek anthropic summary summarize completion chatbot assistant prose summarizer ollama vllm bedrock azure grok phi = llm
open-ai = embedder
open-ai = llm
model = llm
model = embedder
nomic bge minilm ada = embedder
embedding-model vector-model text-embedding sentence-transformer turning-vectors = embedder
embedding vector embed vectorizer vectoriser vectorize vectors dimension dimensionality voyage = embedder
rerank-model reranking-model cross-encoder re-ranking re-ranker re-rank relevance-model relevance-scorer reorders-hits sorts-results better-order hits-order = reranker
rerank reorder cross encoder resort rescore reranking ranking ranker rank scorer rescorer cohere jina sort sorted = reranker
decision-model judgement-model judgment-model judge-model = decision
choose decide decider categorize categorise spam moderation choose classify judge verdict classifier decider adjudicator adjudication judgement judgment arbiter router pick option triage = decision
choose classify evaluate assess grade pick judge verdict adjudicate judgement judgment triage = decide
knowledge-base document-base memory-bank data-store vector-store vector-index vector-db vector-database document-store = space
collection workspace folder bucket namespace container place library archive repository shelf drawer notebook vault silo project somewhere room directory topic subject area dataset bank compartment = space
base handbook corpus wiki = space
remember forget note document doc text file upload fact knowledge passage pdf store paper letter article transcript snippet record entry attachment memo report jot ingest webpage website markdown csv spreadsheet slide deck presentation manual contract invoice recipe resume cv video clip recording conversation message sentence thought wisdom snapshot summary book chapter essay blog preference = memory
log-policy log-rule logging-policy logging-rule search-log audit-rule audit-trail audit-log query-log query-logging search-logging audit-logging = policy
rule logging record audit trail protocol recording recorded logged journal = policy
logging record audit trail recording recorded logged journal = log
retrieval search lookup logging query queries = retrieve
machine-account bot-account robot-account technical-account service-account service-user machine-user bot-user human-account = identity
machine-account bot-account robot-account technical-account service-account service-user machine-user bot-user human-account = service
bot program scheduler crawler software machine robot daemon automation cron nonhuman headless principal = identity
bot program scheduler crawler software machine robot daemon automation nonhuman headless = service
nightly-job own-account own-login technical-login = identity
nightly-job own-account own-login technical-login = service
user-name login-name = username
login nick handle alias = username
mail-address mail-box = email
mail address mailbox inbox = email
account person people profile colleague login owner everybody everyone anyone employee member folk folks guy colleague surname lastname firstname birthday boss staff customer teammate coworker somebody someone human hire intern contractor leaver newcomer offboard onboard teammate roommate coworker participant subscriber tenant freelancer volunteer student tester developer = user
version build commit release health alive capability uptime feature supported = info
version build commit release health alive capability uptime backend = system
bootstrap install fresh setup initialize initialise initial first-time root-key blank virgin installed unboxed = init
bootstrap first-time root-key blank just-installed = system
picture photo rendering render png jpeg scan screenshot thumbnail preview bitmap = image
sheet leaf preview rendering rendered = page
photo letter scan fax picture recognise recognize extract word handwriting scanned receipt invoice printed handwritten transcribe transcription recognition digitize digitise = ocr
ask question find search look know passage semantic similar relevant query knowledge mention mentioned recall rag lookup = retrieve
reachable latency probe connection test answer try respond responds response working healthcheck smoke = ping
series continuous continuously keep repeat repeated watch over minute arrive live monitor monitoring repeatedly pinging = stream
time once single = once
maintenance shutdown shut restart reboot quiesce gracefully graceful wind stop deployment finish traffic flight upgrade inflight rolling = drain
clean cleanup housekeeping leftover throw old finished completed done history trim vacuum prune sweep stale garbage = purge
work task queue background worker backlog async asynchronous = job
licence subscription seat procurement entitlement = license
refresh renew apply reread read again notice activate rebooting restart swapped = reload
several bulk multiple hundred thousand together lot batch bunch mass dozen roundtrip stack pile heap = batch
raw original export full whole complete download byte binary verbatim untouched = content
myself own mine whoami me = me
tag label annotation = label
permission reader grant share access sharing shared unshare readable acl collaborate collaborator collaboration entitlement whitelist allowlist visibility = grant
allow allowed permit permitted permission forbid refuse authorize authorise privilege denied deny = check
allow allowed permit permitted permission forbid refuse authorize authorise share rights privilege denied deny = access
admin administrator editor reader right promote demote moderator superuser boss appoint appointment operator privilege rights viewer manager elevate promotion demotion dethrone depose administer superpower sudo downgrade rank escalate membership authority admins sysadmin maintainer auditor = role
admin administrator editor reader right promote demote moderator superuser boss appoint appointment operator privilege rights viewer manager elevate promotion demotion dethrone depose administer superpower sudo downgrade rank escalate membership unassign assign authority sysadmin maintainer auditor binding = assignment
link invite invitation onboard join enrolment signup activation registration register registering enroll enrol magic onboarding welcome = enrollment
redeem accept finish join complete claim = complete
deployment installation organisation organization tenant whole-server entire-server = instance
takeover successor responsible reassign inherit responsibility handover = transfer
takeover successor responsible reassign inherit responsibility handover = ownership
"""
"""Words, and what each may mean; two with a hyphen mean it together."""

TURNS: tuple[tuple[str, str], ...] = (
    (r"(make|get|take|reach|need|want|give me) (a|an|the) (decision|verdict|judge?ment|choice|ruling)\b(?! model)", "decide decide"),
    (r"what (else )?(is|s) (\w+ )?(in|inside|within) (the|my|this|our|that|a)\b|write (this|that|it|the following) down", "memory memory"),
    (r"(check|test|see|verify|learn|know|tell me) (whether|if) (i|we|he|she|they|someone|this key|my key) (can|may|could|have|has|am|is|are)\b", "access check"),
    (r"out of (rotation|service|traffic)", "drain drain"),
    (r"(someone|somebody|anybody|strangers?|they) (else )?(has|have|got|knows?|stole|took|found|saw) (my|our|the) (\w+ )?(key|token|secret|credentials?)", "apikey apikey"),
    (r"let someone have (my|the|our|this)|(move|transfer|sign) (the|my|our|this) (\w+ ){1,2}to someone|(change|switch|swap) who owns", "transfer ownership"),
    (r"(no longer|not) (\w+ )?(see|read|use|access|search|view|open) (my|the|our|this)", "grant access"),
    (r"(disallow|forbid|bar|prohibit|prevent|block|stop|keep) (\w+ ){1,3}from (see|view|read|us|edit|writ|search|access|quer|chang|look)ing", "grant access"),
    (r"(save|store|note|remember|record|keep|memorize) (what|how|why|who|where|when) |(what|everything|anything|all) (that )?(you|we) (know|have|hold|store|remember) (about|on|of)", "memory memory"),
    (r"someone (needs|has|wants|ought|wishes) to (see|read|use|access|search|view|look|open|query)", "grant access"),
    (r"(test|check|verify|examine|know|see|are) (my|our|his|her|their) (permissions?|rights|privileges|access)\b", "access check"),
    (r"(want|like) you to (know|remember|keep|note)|fyi\b|for (the record|your information)|^file (this|that|the|a|an) ", "memory memory"),
    (r"(document|note|memory|file) (s )?(text|body|contents?|wording)\b", "content"),
    (r"where (are|is) (my|our|the|these|those) (\w+ ){1,2}(kept|stored|saved|filed)", "space space"),
    (r"(what|which) (name|user|account|login|person|identity|key|token) am i\b", "me current user"),
    (r"(sanity|health|connectivity|connection|liveness|smoke|availability) (check|test)", "ping once"),
    (r"(open|close|unlock) (\w+ ){1,4}(to|for) (someone|the|my|our|all|other|others|outside|some|another)\b", "grant access"),
    (r"(which|what) (\w+ ){1,3}(is|are) (\w+ )?(in|inside|within) (my|the|this|our|that)\b", "memory memory"),
    (r"(signup|join|register|login|log in|sign in) (\w+ ){0,2}(with|using|via|by|through) (\w+ ){0,2}(invite|invitation|link|code|enrol\w*)", "enrollment complete"),
    (r"who (\w+ )?(works|lives|belongs) (here|with us)", "user user"),
    (r"(to be|is now|be) (called|named|known)\b", "user name"),
    (r"(can|may|could|is|am|are) (\w+ ){1,4}(authorised|authorized|allowed|permitted|entitled)|can (my|this|that|the|a) (\w+ )?(key|user|account|token|credential) \w+", "access check"),
    (r"(should|shall|must|will|has to|needs to) (now |then )?belong to|belongs? to (\w+ ){1,3}(now|from now on)", "transfer ownership"),
    (r"(i|we) (have|got|received|hold) (\w+ ){0,2}(enrol\w*|invit\w*|signup|registration|activation)|let me in\b", "enrollment complete"),
    (r"who (\w+ ){0,2}in on|(add|remove|exclude|expel|kick|throw|take|put|get|let|allow|invite|ban|keep|evict) someone (\w+ )?(to|from|off|on|in|into|out of|onto|out|as)\b(?! (the|our|my) (system|server|company|team|instance|deployment|organi[sz]ation))", "grant access"),
    (r"where (can|could|should|do|may) (i|we|you) (\w+ )?(put|store|save|keep|file)", "space space"),
    (r"my (own )?(account|profile|user|username|email|name|login|identity)\b|my own$", "me me current user"),
    (r"(lock|shut|keep|kick|throw|get) (\w+ ){1,3}out of (the|my|our|this)|(permissions?|access|shares?|sharing|rights|collaborators?) (\w+ ){0,4}(on|of|to|for|in) (this|that|the|a|an|my|our)\b", "grant grant access"),
    (r"(would|will|could|can|may|shall) (i|we) be (able|allowed|permitted)", "access check"),
    (r"(which|one|pick|choose|select|choice) (of|from|among|between) (these|those|them|the following|several|two|three)|(pick|choose|select|choice) (among|between) ", "decide decision"),
    (r"(hand|give|pass|reassign) (the|my|our|this|that|a) ((?!role|access|rights?|permissions?|key|token|name)\w+ ){1,3}to\b", "transfer ownership"),
    (r"(memorize|memorise|learn) (that|this)|(keep|bear|hold|have) (\w+ )?in mind|note to self|(told|tell) you that", "memory memory"),
    (r"page (number )?(\d+|one|two|three|four|five|six|seven|eight|nine|ten)\b|(first|second|third|fourth|fifth|last|next) page", "page image"),
    (r"(is|has|did|was) (\w+ ){1,5}(done|finished?|processed|indexed|ready|ingested|uploaded|embedded|chunked)\b", "memory memory"),
    (r"(delete|remove|fire|drop|erase|kick|block|ban|deactivate|register|set|add) (him|her)\b", "user"),
    (r"(use|redeem|accept|enter|click|have|got) (\w+ ){0,2}(invite|invitation|code|link|enrol\w* token)|(myself|me) (with|using|via|through|by) (\w+ ){0,3}(link|invite|invitation|token|code)|(link|code|invite|invitation) (that )?(i|we) (was|were|got|received|have)", "enrollment complete"),
    (r"its (own )?(login|account|user)\b", "service identity"),
    (r"(leaked|pushed|pasted|posted|published|exposed|stolen|stole|committed|compromised|lost) (\w+ ){0,3}(key|token|secret|credentials?)|(key|token|secret|credentials?) (\w+ ){0,4}(leaked|pushed|pasted|posted|published|exposed|stolen|stole|committed|compromised)", "apikey apikey"),
    (r"what (have|has|had|did|do) (\w+ ){0,2}(put|store\w*|save\w*|add\w*|upload\w*|keep|kept|placed?) (\w+ ){0,2}(in|into|to|on|inside|there|here)\b|what (is|s|was) (stored|saved|kept|uploaded)|what (i|we) (told|said|mentioned|gave)", "memory memory"),
    (r"(log|logs|logged|logging|sign|signs|signed) (in|on) (as|with|under)|(account|user|person|login|somebody|someone) (called|named|known as|with the name)|goes by", "username username"),
    (r"(code|link|invite|invitation) (\w+ ){0,4}(to join|join|sign ?up|register)|(complete|finish) (\w+ ){0,2}(registration|signup|enrolment|enrollment|onboarding)", "enrollment complete"),
    (r"(is|are|was|whether|if) (\w+ ){0,5}(up|down|alive|online|offline|reachable|responding|working|responsive)$", "ping once"),
    (r"(who|people|everyone|everybody|anyone) (\w+ ){0,2}(using|uses|on) (this|the|our)", "user"),
    (r"(super|special|admin|administrator|root|elevated) ?(powers?|rights|privileges|status|permissions?)", "role assignment"),
    (r"(get|got|allowed|let) (\w+ ){0,3}(into|in on|in to) (this|the|my|our|a)\b|collaborat\w+ (with|on)|work (\w+ )?together", "grant access"),
    (r"(?<!\bi )(?<!\bwe )(should|shall|can|may|must|could|might|able to)( not)?( be able)?( to)? (?!i |we |one )(\w+ )?(look into|look in|look at|see|read|open|use|access|view|search|get at|reach)", "grant access"),
    (r"turned away|be (denied|refused|rejected|forbidden)|(in advance|beforehand|up front|before trying|find out whether)", "access check"),
    (r"(did|do|does) (\w+ ){1,3}let (\w+ )|(allowed|permitted) (\w+ ){0,2}to whom", "grant access"),
    (r"(writes|written|writing) (\w+ ){0,3}down|(log|record|track|audit)\w* (every|all|each|what|which|who|questions|searches|queries|retrievals)", "log policy retrieval"),
    (r"(take|takes|taking) care of|(look|looks|looking|care|cares|caring) (after|for) (\w+ ){0,5}from now|look after|(takes?|took) (\w+ ){1,4}over|will be (the )?(boss|owner)", "transfer ownership"),
    (r"belongs? to (no|nobody|nobody s)|(technical|non personal|shared|automated) (\w+ )?(account|login|user)|(its|his|their) own (login|account)", "service identity"),
    (r"(pick|picks|choose|chooses|decides?|judges?) (the|a|an|which|between|among|one|whether)", "decide"),
    (r"(as|for) whom am i|who i am|am i (connected|logged in)", "me current"),
    (r"(has to|must|need to|needs to) authenticate|(end|expiry|expiration) date", "apikey"),
    (r"(not|nobody|nothing|no) (\w+ ){0,2}(start|accept|begin|take) (\w+ )?(any|new|more)|start anything new", "drain"),
    (r"first call|unpacked|just installed", "system init"),
    (r"(hand|pass|turn|sign|take|give) (\w+ ){0,5}over|take (\w+ ){0,2}responsibility|in charge|(new|another|different) owner|(make|be|become|becomes|change) (\w+ ){0,4}owner", "transfer ownership"),
    (r"(give|gives|giving|sign|pass) (\w+ ){0,5}(away|on to)|(pass|give|hand|surrender|cede) control|change (of )?owner|new home|(pass|hand|sign|give) (\w+ ){1,4}on( to \w+)?$", "transfer ownership"),
    (r"(am|are|is) (i|we|he|she|it|they) (\w+ )?(authorized|authorised|allowed|permitted|entitled)|(i|we) am (authorized|authorised|allowed|permitted)", "access check"),
    (r"(authorize|authorise|permit|entitle|enable) (the |a |an |some)?(\w+ ){1,3}to (query|search|read|use|see|write|access)", "grant access"),
    (r"(to|has to|should|must|will) own|own (it|this|that|the|them)|(give|assign) ((?!role|access|rights?|permissions?|key|token)\w+ ){1,4}to (another|a new|a different|someone)", "transfer ownership"),
    (r"(shut|wind|go|take|bring) (\w+ ){0,4}down|(without|before) (\w+ ){0,3}(cutting|restart\w*|reboot\w*|deploy\w*)|taking (no|new)", "drain"),
    (r"(whose|which) (session|login|connection) (is|am)|who is (calling|speaking|asking|this|logged|connected)|who am i|(does|which|whose|what) (\w+ ){0,3}my (api )?(key|token|credentials?)\b|am i (logged|using|acting)|which account am i", "me current"),
    (r"^(?!(?:which|what|where|who|how) (?:\w+ ){1,3}(?:can|may|could)\b).*?\b(can|may|could|am) (i|we|he|she|they|it|this key|this user) (\w+ )?(do|delete|write|read|edit|create|allowed|permitted|able)", "access check"),
    (r"(have|has|got) (\w+ ){0,2}(right|rights|permission|permissions|privilege|privileges|clearance) (to|for)|would (\w+ ){0,3}(deny|denied|refuse|say no)", "access check"),
    (r"who (can|may|else|has|is allowed)( \w+){0,3} (see|read|use|access|search|write|edit|view)|who (has|have) (\w+ )?access|shared with", "grant grant access"),
    (r"(let|allow|give|hand|lend|open|deny|invite|permit|enable|ask) (?!me |us )(\w+ ){1,5}(read|see|use|access|view|search|query|edit|write)\b", "grant grant access"),
    (r"non human|not (\w+ ){0,3}(person|human)|machine to machine|(script|job|service|pipeline) (\w+ )?needs? (\w+ ){0,3}account", "service identity"),
    (r"(who|whose|which \w+) (is |s )?(the )?(owns?|owner|boss|runs|operates|administers|controls|manages|is behind|is responsible for) (of )?(this|the|our) (whole |entire )?(installation|server|deployment|system|instance)", "instance owner"),
    (r"(this|the) (whole|entire) (server|deployment|installation|thing)|as a whole", "instance"),
    (r"(send|mail) (\w+ ){0,4}(link|invite|invitation)|so that (he|she|they) can (login|join|register)", "enrollment"),
    (r"(got|have|received) (an|the|my) (invite|invitation|link)|finish (signing|registering)", "enrollment complete"),
    (r"(by|with|has|have|having) (\w+ ){0,3}(username|login|handle|nickname)|(login|handle) name|whose (login|handle)", "username username"),
    (r"(by|with|has|have|having) (\w+ ){0,3}(email|mail|address)|(to|of|behind|for|is|find|whose|who|has|uses) someone email", "email email"),
    (r"(text|words) (out of|from|off|on|in) (\w+ ){0,3}(scan\w*|photo|picture|image|receipt|invoice|pdf)|(image|photo|scan|picture) (\w+ ){0,4}(to|into) text", "ocr document recognize"),
    (r"written on|what (does|do|is|stands) (\w+ ){0,3}(screenshot|photo|picture|scan|image|receipt|letter|sign|fax|handwriting|label) (say|says|read|reads)", "ocr"),
    (r"(keep|remember|store|save|note|bear in mind) that|for (later|next time)", "memory"),
    (r"(read|write|edit|view) (access|permissions?|rights?)", "grant grant access"),
    (r"is (\w+ ){1,4}(up|down|alive|online|reachable|working)|(endpoint|model|provider) (\w+ )?(works|responds|answers|replies)", "ping once"),
    (r"(over|for|during) (a|some|several|few|many) (\w+ )?(while|time|minutes?|hours?)|as they (come|arrive)", "stream"),
    (r"(yes|no) (no|yes)|which of (these|those|the following)|options?", "decision"),
    (r"(which|what) version|(what|which) (can|does) (this|the) (server|backend) (do|support)", "system info"),
    (r"first time|first run|from scratch|root (api )?key|(very first|initial) (\w+ ){0,2}(key|user|admin|administrator|account|login|setup)|brand new server|blank server", "system init"),
)  # fmt: skip
"""Turns of several words, over the words of a text with a blank between them, and what they mean."""

JOINED = (
    ("how many", "count"), ("i m", "i am"), ("log in", "login"), ("logs in", "login"), ("sign in", "login"), ("e mail", "email"),
    ("look up", "lookup"), ("sign up", "signup"), ("who am i", "whoami"), ("re read", "reread"),
    ("up and running", "alive"), ("find out", "learn"), ("read only", "readonly"), ("key word", "keyword"),
    ("user name", "username"), ("hand over", "handover"), ("set up", "setup"), ("web page", "webpage"), ("web site", "website"), ("pull the plug", "unplug"), ("log out", "logout"), ("do not forget", "remember"), ("never forget", "remember"), ("first name", "surname"), ("last name", "surname"),
)  # fmt: skip
"""Words that are one, and what they are written as here."""
