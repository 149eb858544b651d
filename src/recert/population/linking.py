"""Functions that one loop alone calls are linked into it as they are, and made machine code once, as part of it.

Numba makes each function that another one calls ready to be called by itself: all that it calls is linked into it,
optimized with it, and written out as machine code. The loop over people has four hundred of them, one within the other,
and nobody but the loop calls any: that took five sixths of the time of compiling, and was thrown away.

What is redefined here is not part of what Numba promises: its version is bounded for it.
"""

from collections.abc import Iterator, Set
from contextlib import contextmanager
from typing import Any


class _Unreachable:
    """Where the environment of a function would be set that has no address of its own."""

    def set_env(self, _name: str, _environment: Any) -> None:
        """Of no use: what is linked into a loop runs in that one's."""


@contextmanager
def linked(callees: Set[str]) -> Iterator[None]:
    """While it lasts, functions of these names get no machine code of their own. No other thread compiles meanwhile."""
    from numba.core.compiler_lock import global_compiler_lock
    from numba.core.registry import cpu_target

    codegen = cpu_target.target_context.codegen()
    usual = codegen._library_class
    with global_compiler_lock:
        codegen._library_class = _library(usual, callees)
        try:
            yield
        finally:
            codegen._library_class = usual


def _library(usual: Any, callees: Set[str]) -> Any:
    """Numba's own class of what a function is compiled into, but for these."""

    class Linked(usual):  # type: ignore[misc]
        def finalize(self) -> None:
            if self.name not in callees:
                super().finalize()
                return
            self._raise_if_finalized()
            for library in dict.fromkeys(self._linking_libraries):
                self._reload_init.update(library._reload_init)
                self._final_module.link_in(library._get_module_for_linking(), preserve=True)
            self._finalized = True

        @property
        def codegen(self) -> Any:
            return _Unreachable() if self.name in callees else self._codegen

        def _optimize_final_module(self) -> None:
            """Nobody else calls what was linked in: what is written out everywhere need not be kept beside it."""
            for function in self._final_module.functions:
                if not function.is_declaration and function.linkage.name == "linkonce_odr":
                    function.linkage = "internal"
            super()._optimize_final_module()

    return Linked
