# `make help` says what there is. Every target sets up what it needs by itself (scripts/bootstrap).
.PHONY: help demo build test bench sets package soak lint format clean
.DEFAULT_GOAL := help

JOBS ?= $(shell nproc)

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

demo:  ## from nothing to a report: simulate a portfolio, fetch real UK meters, detect, write one HTML page
	@scripts/demo

build:  ## build/release/kilowatch
	@scripts/build

test:  ## layer check, unit tests under sanitizers, golden and end-to-end tests on the release program, a minute of fuzzing
	@scripts/test

bench:  ## speed beside a packaged peer, in the same run
	@scripts/bench

sets:  ## every data set in $KILOWATCH_SHARED/data (or ../shared/data), where it exists: what was understood and found
	@scripts/sets

package:  ## build/kilowatch-VERSION-linux-x86_64.tar.gz, which runs on a Debian 12 without compiler
	@scripts/package

soak:  ## what takes long, with a closing table: lint, fuzzers, tests twenty times over, kills, full disks, sets, tarball, bench (scripts/soak PART for one)
	@scripts/soak

lint:  ## clang-format and clang-tidy on what changed since origin/main
	@scripts/lint

format:  ## clang-format the tree
	@scripts/bootstrap lint
	@git ls-files -co --exclude-standard '*.h' '*.cc' | xargs clang-format-19 -i

clean:  ## remove build/; downloads and the compiler's cache stay in .cache/
	rm -rf build
