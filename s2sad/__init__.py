"""s2sad: derivatives of Python functions as readable Python source."""

__version__ = "0.1.0"

import s2sad.command_path  # the first of all imports: it guards the others
import s2sad.differentiate  # the package is imported before the function of that name takes its place
import s2sad.environment  # noqa: F401 - digests the sources, most of which are not imported yet
from s2sad.api import differentiate, grad, jvp, stop_gradient, value_and_grad, vjp
from s2sad.check_rule import check_rule
from s2sad.custom import custom_jvp, custom_vjp, insert_grad_of
from s2sad.differentiable import Differentiable
from s2sad.errors import ArgumentError, InternalError, S2SADError, SourceError, UnsupportedError
from s2sad.operators.matrices import hessian, jacobian
from s2sad.operators.pointwise import derivative, elementwise_grad, laplacian
from s2sad.operators.products import hvp, linearize, vhp
from s2sad.operators.taylor import taylor
from s2sad.testing import check_grads
from s2sad.user_rules import elementwise, linear, rule

__all__ = [
    "ArgumentError",
    "Differentiable",
    "InternalError",
    "S2SADError",
    "SourceError",
    "UnsupportedError",
    "__version__",
    "check_grads",
    "check_rule",
    "custom_jvp",
    "custom_vjp",
    "derivative",
    "differentiate",
    "elementwise",
    "elementwise_grad",
    "grad",
    "hessian",
    "hvp",
    "insert_grad_of",
    "jacobian",
    "jvp",
    "laplacian",
    "linear",
    "linearize",
    "rule",
    "stop_gradient",
    "taylor",
    "value_and_grad",
    "vhp",
    "vjp",
]
