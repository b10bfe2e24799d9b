"""The encoder's operations as onnxruntime reads them, without its weights.

A model of ONNX is a message of Protocol Buffers. This one is some forty operations of twelve kinds
of field, so it is written here, and neither a file of bytes nor another library is kept for it.
Sources: onnx.proto3 (ONNX 1.17, https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3) for the
numbers of the fields; docs/ContribOperators.md of onnxruntime for the operations of its own.
"""

import struct
from collections.abc import Mapping, Sequence

DIM = 384
WIDE = 4 * DIM
N_LAYERS = 6
N_HEADS = 12
INPUT, OUTPUT = "rows", "states"

_EPSILON = 1e-12  # of norms, as the model was trained
_OWN = "com.microsoft"  # operations that onnxruntime adds: several of BERT's steps at once
_FLOAT = 1  # TensorProto.DataType
_IR_VERSION = 8
_LOW_BITS = 0x7F  # of a byte: seven of a number, the eighth says that more follow
_OPERATIONS = {"": 17, _OWN: 1}  # versions of the two sets


def weight_shapes() -> dict[str, tuple[int, ...]]:
    """The weights that are to be handed over, by name: matrices are [in, out]."""
    found: dict[str, tuple[int, ...]] = {"norm.weight": (DIM,), "norm.bias": (DIM,)}
    for layer in range(N_LAYERS):
        for name, wide, narrow in (
            ("attended", DIM, 3 * DIM),
            ("mixed", DIM, DIM),
            ("wide", DIM, WIDE),
            ("narrow", WIDE, DIM),
        ):
            found[f"{layer}.{name}.weight"] = (wide, narrow)
            found[f"{layer}.{name}.bias"] = (narrow,)
        for name in ("mixed_norm", "narrow_norm"):
            found[f"{layer}.{name}.weight"] = (DIM,)
            found[f"{layer}.{name}.bias"] = (DIM,)
    return found


def encoder_graph() -> bytes:
    """The model: from the pieces' rows [1, n, dim] to their states [1, n, dim]."""
    graph = [
        *(_message(1, node) for node in _nodes()),
        _text(2, "encoder"),
        *(_message(5, _weight(name, shape)) for name, shape in weight_shapes().items()),
        _message(11, _states(INPUT)),
        _message(12, _states(OUTPUT)),
    ]
    sets = [_text(1, name) + _number(2, version) for name, version in _OPERATIONS.items()]
    return b"".join(
        [_number(1, _IR_VERSION), *(_message(8, one) for one in sets), _message(7, b"".join(graph))]
    )


def _nodes() -> list[bytes]:
    norm = ("norm.weight", "norm.bias")
    nodes = [_node("LayerNormalization", (INPUT, *norm), "0", {"epsilon": _EPSILON}, own="")]
    for layer in range(N_LAYERS):
        own = f"{layer}."
        came, goes = str(layer), str(layer + 1) if layer + 1 < N_LAYERS else OUTPUT
        nodes += [
            _node(
                "Attention",
                (came, f"{own}attended.weight", f"{own}attended.bias"),
                f"{own}attended",
                {"num_heads": N_HEADS},
            ),
            _node("MatMul", (f"{own}attended", f"{own}mixed.weight"), f"{own}mixed", own=""),
            _norm(own, "mixed", came, f"{own}between"),
            _node("MatMul", (f"{own}between", f"{own}wide.weight"), f"{own}wide", own=""),
            _node("BiasGelu", (f"{own}wide", f"{own}wide.bias"), f"{own}bent"),
            _node("MatMul", (f"{own}bent", f"{own}narrow.weight"), f"{own}narrow", own=""),
            _norm(own, "narrow", f"{own}between", goes),
        ]
    return nodes


def _norm(own: str, name: str, beside: str, result: str) -> bytes:
    """What a linear layer gives, its bias and what went around it, added and normed."""
    norm = (f"{own}{name}_norm.weight", f"{own}{name}_norm.bias")
    taken = (f"{own}{name}", beside, *norm, f"{own}{name}.bias")
    return _node("SkipLayerNormalization", taken, result, {"epsilon": _EPSILON})


def _node(
    kind: str,
    taken: Sequence[str],
    result: str,
    settings: Mapping[str, float] | None = None,
    own: str = _OWN,
) -> bytes:
    parts = [*(_text(1, name) for name in taken), _text(2, result), _text(4, kind)]
    for name, value in (settings or {}).items():
        whole = isinstance(value, int)
        kept = _number(3, int(value)) if whole else b"\x15" + struct.pack("<f", value)
        parts.append(_message(5, _text(1, name) + kept + _number(20, 2 if whole else 1)))
    return b"".join([*parts, _text(7, own)])


def _weight(name: str, shape: Sequence[int]) -> bytes:
    """A weight that stands elsewhere; its place is never read, for it is handed over by name."""
    place = _message(13, _text(1, "location") + _text(2, "memory"))
    dims = [_number(1, size) for size in shape]
    return b"".join([*dims, _number(2, _FLOAT), _text(8, name), place, _number(14, 1)])


def _states(name: str) -> bytes:
    dims = [_number(1, 1), _text(2, "n"), _number(1, DIM)]
    shape = b"".join(_message(1, dim) for dim in dims)
    return _text(1, name) + _message(2, _message(1, _number(1, _FLOAT) + _message(2, shape)))


# --- Protocol Buffers: a key of field number and wire type, then the value -----------------------


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _text(field: int, text: str) -> bytes:
    return _message(field, text.encode())


def _message(field: int, inner: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(inner)) + inner


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > _LOW_BITS:
        found.append(value & _LOW_BITS | _LOW_BITS + 1)
        value >>= 7
    return bytes([*found, value])
