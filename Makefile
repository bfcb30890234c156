# Everything starts here. `make` alone tells what there is.
PYTHON ?= python3
VENV   := .venv
RUN    := $(VENV)/bin/python
PAGES  := var/webtasks
MODEL  := var/models/smollm2-135m-instruct
DRAW   := var/docs/mermaid
CHROME := $(or $(ERRANDS_CHROMIUM),chromium-headless-shell)
APT    := redis-server $(if $(ERRANDS_CHROMIUM),,chromium-headless-shell) fonts-dejavu-core python3-venv python3-dev g++ prometheus prometheus-redis-exporter python3-seccomp
ROOTS  := debootstrap podman runc
SUDO   := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

# Side by side, but for the served model: that takes all cores by itself. tests/conftest.py says in
# which order; xdist's own begins with the modules that have most tests, which are the quickest.
FAST_TESTS = $(RUN) -m pytest -m "not served and not long" --numprocesses auto --dist loadscope --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help setup system demo up test test-fast test-faults test-examples test-long check format eval eval-webtasks webtask-lessons bench-line-form bench-observe bench-focus bench-webtasks bench-apps bench-multi-lora bench-adapter-swap bench-grammar bench-step bench-layout bench-ideas bench-beside bench-precision bench-browsers bench-recording bench-recovery bench-warm bench-load soak bench-capacity bench-capacity-check openapi fuzz clean-roots watching docs docs-serve docs-pictures round learn candidates learn-focus lock clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

setup: system $(VENV)/.installed $(MODEL)/model.safetensors ## Install what is missing: programs, packages, the base model

system:
	@command -v redis-server >/dev/null && command -v $(CHROME) >/dev/null && command -v g++ >/dev/null \
	  && command -v promtool >/dev/null && command -v prometheus-redis-exporter >/dev/null \
	  && $(PYTHON) -c 'import ensurepip, sysconfig; open(sysconfig.get_path("include") + "/Python.h")' 2>/dev/null || { \
	  echo "installing with apt: $(APT)"; \
	  $(SUDO) apt-get update -qq \
	  && $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(APT) >/dev/null; }

$(VENV)/.installed: requirements/lock.txt pyproject.toml
	@echo "making $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@$(VENV)/bin/pip install --quiet --disable-pip-version-check "$$(grep '^uv==' requirements/lock.txt)"
	@echo "installing torch"
	@$(VENV)/bin/pip install --quiet --disable-pip-version-check -c requirements/lock.txt torch
	@echo "installing $$(wc -l < requirements/lock.txt) packages of requirements/lock.txt"
	@$(VENV)/bin/uv pip install --quiet --python $(RUN) --no-deps -r requirements/lock.txt
	@$(VENV)/bin/uv pip install --quiet --python $(RUN) --no-deps -e .
	@touch $@

$(MODEL)/model.safetensors: | $(VENV)/.installed
	@$(RUN) -m services.inference.base_model --output $(MODEL)

demo: setup ## Start the stack, let three people book hotels, read the bookings back
	@$(RUN) -m stack demo

up: setup ## Start the stack and keep it running; prints its address and a key
	@$(RUN) -m stack up

test: setup $(PAGES)/miniwob ## All tests, those with the served model included
	$(FAST_TESTS)
	$(RUN) -m pytest -m "served and not long" tests/e2e

test-fast: setup ## Tests that need no served model
	$(FAST_TESTS)

test-faults: setup ## Every fault of the suite, the long ones too (three quarters of an hour)
	$(RUN) -m pytest -m "not served" --hypothesis-profile=anew tests/faults

test-examples: setup ## Other examples than `make test` tries, and more of them
	$(FAST_TESTS) --hypothesis-profile=anew $$(grep -rl --include='test_*.py' hypothesis tests)

test-long: setup ## Tests with the served model that take minutes each (twenty minutes)
	$(RUN) -m pytest -m "served and long" tests/e2e

check: $(VENV)/.installed ## Lint, format, types, architecture
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

format: $(VENV)/.installed ## Mend what can be mended
	$(VENV)/bin/ruff format .
	$(VENV)/bin/ruff check --fix .

eval: setup ## Play the held-out suite (about 10 minutes); SUITE= (one or more), MANIFEST=, OUTPUT= name other files
	$(RUN) -m stack eval run $(foreach suite,$(SUITE),--suite $(suite)) \
	  $(foreach f,MANIFEST OUTPUT,$(if $($f),--$(shell echo $f | tr A-Z a-z) $($f)))

eval-webtasks: setup $(PAGES)/miniwob ## How many of 67 small web tasks the served model does, from five seeds each (a quarter of an hour, more beside other work); a run that was cut off goes on
	$(RUN) -m bench.webtasks.served --html $(PAGES)/miniwob/html --results bench/webtasks/RESULTS.md \
	  $(if $(MANIFEST),--manifest $(MANIFEST))

bench-webtasks: setup $(PAGES)/miniwob ## Which of 67 small web tasks a script can do in the action language (about 5 minutes)
	$(RUN) -m bench.webtasks --html $(PAGES)/miniwob/html --results bench/webtasks/RESULTS.md \
	  $(if $(RECORD),--record $(RECORD))

webtask-lessons: setup $(PAGES)/miniwob ## Exercises of the same tasks' scripts, from other seeds, for learning.refine (about 5 minutes)
	$(RUN) -m bench.webtasks.lessons --html $(PAGES)/miniwob/html --output $(or $(OUTPUT),var/webtasks/lessons.jsonl)

$(PAGES)/miniwob: | $(VENV)/.installed
	@$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps --target $(PAGES) miniwob==1.1.0

bench-line-form: setup ## Which way of writing a control's line lets the model point best (about 20 minutes)
	$(RUN) -m bench.line_form --base $(MODEL) --work var/bench/line_form

bench-multi-lora: setup ## What adapters cost, by vLLM's operators and by ours (about 20 minutes)
	$(RUN) -m bench.multi_lora --model $(MODEL)

bench-adapter-swap: setup ## Versions come and go under load: failures, mixtures, slowest answers (about 6 minutes)
	$(RUN) -m bench.adapter_swap --model $(MODEL)

bench-grammar: setup ## What a page's grammar costs, on many pages, after short and long chats (a minute)
	$(RUN) -m bench.grammar --model $(MODEL)

bench-step: setup ## Where a step's time goes, with the served model (about 5 minutes)
	$(RUN) -m bench.step

bench-layout: setup ## A page written once or anew: cached tokens and success, with adapters of each (two hours where there is no bfloat16)
	$(RUN) -m bench.layout --model $(MODEL)

bench-precision: setup ## The model server in numbers of 16 bits and of 32 (about 5 minutes)
	$(RUN) -m bench.precision --model $(MODEL)

bench-ideas: setup ## What each idea of learning is worth: trainings with it and without (an hour or more)
	$(RUN) -m bench.ideas --model $(MODEL)

bench-beside: setup ## What the model server does beside other work (about 8 minutes)
	$(RUN) -m bench.beside --model $(MODEL)

bench-browsers: setup ## Chromium's headless shell beside the whole of it (2 minutes; wants `chromium` installed)
	$(RUN) -m bench.browsers

bench-recording: setup ## What it costs a step to be recorded (2 minutes)
	$(RUN) -m bench.recording

bench-recovery: setup ## What a turn costs beside the work, what a death costs, what many sessions cost (10 minutes)
	$(RUN) -m bench.recovery

bench-warm: setup ## What a turn waits for its page: kept, restored, new (3 minutes)
	$(RUN) -m bench.recovery.warm

bench-load: setup ## 200 people follow their sessions, 50 turns are in flight: answers beside a bare endpoint's (3 minutes)
	$(RUN) -m bench.load

soak: setup ## 2,000 turns while workers, browsers and Redis are killed by chance (under 20 minutes)
	$(RUN) -m bench.recovery.soak

bench-observe: setup var/bench-venv/.installed bench-apps ## What a page costs and how complete it is, beside three others (about 15 minutes)
	$(RUN) -m bench.observe --tokenizer $(MODEL)/tokenizer.json

bench-focus: setup ## Is the needed control among what a prompt shows, by each way of choosing (a minute)
	$(RUN) -m bench.focus --model $(MODEL)

bench-apps: var/bench/apps-venv/.installed var/bench/apps-node/.installed ## Install the applications whose pages bench-observe looks at

# MailDev runs on Node 20 or newer; where there is none its page is left out.
var/bench/apps-node/.installed: requirements/bench-apps-node/package.json requirements/bench-apps-node/package-lock.json
	@mkdir -p $(@D) && cp $^ $(@D)
	@if command -v npm >/dev/null && node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)'; \
	  then cd $(@D) && npm ci --silent --ignore-scripts --no-audit --no-fund; \
	  else echo "no Node 20 here: MailDev is left out"; fi
	@touch $@

var/bench/apps-venv/.installed: requirements/bench-apps.txt | $(VENV)/.installed
	@echo "installing $$(wc -l < requirements/bench-apps.txt) packages of requirements/bench-apps.txt"
	@$(PYTHON) -m venv var/bench/apps-venv
	@$(VENV)/bin/uv pip install --quiet --python var/bench/apps-venv/bin/python --no-deps -r requirements/bench-apps.txt
	@touch $@

# The others' packages would fight with ours.
var/bench-venv/.installed: requirements/bench.txt
	@echo "installing $$(wc -l < requirements/bench.txt) packages of requirements/bench.txt"
	@$(PYTHON) -m venv var/bench-venv
	@$(VENV)/bin/uv pip install --quiet --python var/bench-venv/bin/python --no-deps -r requirements/bench.txt
	@touch $@

bench-capacity: setup ## How many workers and model servers so many people need, simulated with measured times (some minutes)
	$(RUN) -m bench.capacity

bench-capacity-check: setup ## The simulation beside real runs on this machine: its queue for workers, its model server (6 minutes)
	$(RUN) -m bench.capacity.check
	$(RUN) -m bench.capacity.served --model $(MODEL)

openapi: $(VENV)/.installed ## Write docs/openapi.json anew; refuses what breaks callers, unless BREAKING=1
	@$(RUN) -m services.api.document $(if $(BREAKING),--breaking)

fuzz: setup ## schemathesis against a real API and Redis for ten minutes, or FOR so many seconds
	$(RUN) -m tests.fuzz.run --seconds $(or $(FOR),600)

# A registry of images isn't asked, Debian's and PyPI's mirrors are.
clean-roots: setup ## Build the images on debootstrap's root and let each do its work (up to an hour, as root); WHEELS= names a folder with torch's CPU build
	@command -v debootstrap >/dev/null && command -v podman >/dev/null && command -v runc >/dev/null || { \
	  echo "installing with apt: $(ROOTS)"; \
	  apt-get update -qq \
	  && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(ROOTS) >/dev/null; }
	$(RUN) -m tests.deploy.clean_root.run --results docs/containers.md $(if $(WHEELS),--wheels $(WHEELS))

watching: $(VENV)/.installed ## Write dashboards, alerts and what Prometheus reads anew from stack/watching
	@$(RUN) -m stack.watching

# Its banner is about another generator.
docs docs-serve: export NO_MKDOCS_2_WARNING = 1

docs: $(VENV)/.installed ## Build the documentation into var/site; what is not right ends it
	$(RUN) -m mkdocs build

docs-serve: $(VENV)/.installed ## The same at http://127.0.0.1:8000, built anew at each change
	$(RUN) -m mkdocs serve

docs-pictures: setup $(DRAW)/mermaidx ## Draw the diagrams and take the pictures of pages anew, then look at each (some minutes)
	$(RUN) -m handbook.pictures --mermaid $(DRAW)/mermaidx/assets/mermaid.js --diagrams
	$(MAKE) docs
	$(RUN) -m handbook.pictures --mermaid $(DRAW)/mermaidx/assets/mermaid.js

$(DRAW)/mermaidx: | $(VENV)/.installed
	@$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps --target $(DRAW) mermaidx==0.10.1

round: setup ## One round of self-play, training and proof; ROUND="--number 2 --sites hotels,shop"
	$(RUN) -m stack learn round $(ROUND)

learn: setup ## One small round of learning, from self-play to the proof (under half an hour on 2 cores)
	$(RUN) -m stack learn round --number 0 --scripts 6 --tries 2 --first 6

candidates: setup ## Record, refine and train new adapters of all skills from nothing (hours on 2 cores)
	$(RUN) -m learning.pipeline

learn-focus: setup ## Teach the focus picker which part of a page is needed (a few minutes); POINTED=, EPISODES= add recordings
	OMP_NUM_THREADS=1 $(RUN) -m learning.focus --model $(MODEL) \
	  $(foreach f,POINTED EPISODES RECORDINGS OUTPUT,$(if $($f),--$(shell echo $f | tr A-Z a-z) $($f)))

# torch's CPU build carries a local version; LOCK_FLAGS="--find-links DIR" says where its file lies.
lock: $(VENV)/.installed ## Resolve the versions anew; what is locked stays unless LOCK_FLAGS has --upgrade
	cp requirements/lock.txt requirements/lock.new
	$(VENV)/bin/uv pip compile pyproject.toml --quiet --python-version 3.11 --no-header --no-annotate \
	  --extra api --extra client --extra worker --extra inference-cpu --extra learning --extra sites --extra stack --extra docs --extra dev \
	  --override requirements/overrides.txt $(LOCK_FLAGS) --output-file requirements/lock.new
	sed 's/^\(torch==[0-9.]*\)+cpu/\1/' requirements/lock.new > requirements/lock.txt
	sort --stable --unique --field-separator== --key=1,1 requirements/lock.txt requirements/lock-gpu.txt > requirements/lock.new
	$(VENV)/bin/uv pip compile pyproject.toml --quiet --python-version 3.11 --no-header --no-annotate \
	  --python-platform x86_64-manylinux_2_36 --only-binary :all: --extra inference-gpu \
	  --override requirements/overrides.txt $(LOCK_FLAGS) --output-file requirements/lock.new
	mv requirements/lock.new requirements/lock-gpu.txt

clean: ## Remove the environment and everything that was made
	rm -rf $(VENV) var
