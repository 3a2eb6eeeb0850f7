# `make` alone lists the commands. What they do is in bin/, where it can be read and tested.

VENV := .venv/bin
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
.PHONY: help run dev test bench bench-scale bench-insights lighthouse format instructor moderator messages lock clean setup setup-dev

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

run: setup ## Serve the course at http://localhost:8000 (HOST, PORT, VAR_DIR, DATABASE_URL, REDIS_URL)
	@$(VENV)/python bin/run

dev: setup ## The same with DEBUG on, the mails at /mails/, and a web server that reloads changed code
	@env DEBUG=1 $(VENV)/python bin/run

test: ## Every check and test, as CI runs them; ARGS="-k search" runs only pytest with these arguments
	@bin/test $(ARGS)

bench: setup-dev ## Time the pages with wrk, answers and reminders on PostgreSQL, against bare views and a bare loop
	@$(VENV)/python bin/bench $(ARGS)

bench-scale: setup ## Time dashboard and reviews with 1,000 and with 200,000 learners on PostgreSQL (ARGS="--learners 20000")
	@$(VENV)/python bin/bench-scale $(ARGS)

bench-insights: setup ## Time the pages of insights over 2,000,000 answers on PostgreSQL (ARGS="--learners 2000")
	@$(VENV)/python bin/bench-insights $(ARGS)

lighthouse: setup ## Audit the pages with Lighthouse, as a phone sees them (needs Node.js)
	@$(VENV)/python bin/lighthouse

format: setup-dev ## Format Python and templates
	@$(VENV)/ruff format -q && $(VENV)/ruff check -q --fix
	@find templates -name '*.html' -exec $(VENV)/djade --target-version 5.2 {} + || true # djade ends with 1 when it changed a file

instructor: setup ## Make somebody an instructor: make instructor EMAIL=you@example.org
	@test -n "$(EMAIL)" || { echo 'Say who: make instructor EMAIL=you@example.org' >&2; exit 1; }
	@$(VENV)/python manage.py migrate --noinput --verbosity 0
	@$(VENV)/python manage.py make_instructor "$(EMAIL)"

moderator: setup ## Make somebody a moderator of comments: make moderator EMAIL=you@example.org
	@test -n "$(EMAIL)" || { echo 'Say who: make moderator EMAIL=you@example.org' >&2; exit 1; }
	@$(VENV)/python manage.py migrate --noinput --verbosity 0
	@$(VENV)/python manage.py make_moderator "$(EMAIL)"

messages: setup ## Collect the interface texts into locale/
	@bin/install-tool gettext >/dev/null
	@mkdir -p locale
	@$(VENV)/python manage.py makemessages -l en --no-obsolete --add-location file -i var -i .venv -i tests

LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -q
lock: ## Pin requirements*.txt anew from requirements*.in (needs uv; UPGRADE=1 takes newer versions)
	@$(LOCK) $(if $(UPGRADE),--upgrade) requirements.in -o requirements.txt
	@$(LOCK) $(if $(UPGRADE),--upgrade) requirements-dev.in -o requirements-dev.txt

clean: ## Remove what was made, except your data in var/
	@rm -rf .venv .pytest_cache .ruff_cache .import_linter_cache .hypothesis test-results var/static
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

setup:
	@bin/setup

setup-dev:
	@bin/setup --dev
