"""The secret of a form is masked so that Django takes it, and never twice alike."""

from django.middleware.csrf import _does_token_match, _unmask_cipher_token  # type: ignore[attr-defined]

from recert.config.form_token import LETTERS, masked


def test_django_finds_the_secret_under_the_mask() -> None:
    secret = (LETTERS + LETTERS)[7:39]
    tokens = {masked(secret) for _ in range(200)}
    assert len(tokens) == 200
    assert {_unmask_cipher_token(token) for token in tokens} == {secret}
    assert all(_does_token_match(token, secret) for token in tokens)
