"""Whether the process lives, whether it can work, what it has counted."""

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from errands.telemetry.metrics import REGISTRY
from services.api.ports import Given
from services.api.problems import Code, documented
from services.api.schemas import Health

router = APIRouter(tags=["health"])


@router.get("/healthz", operation_id="getHealth", summary="Whether the process lives")
async def get_health() -> Health:
    return Health()


@router.get(
    "/readyz",
    operation_id="getReadiness",
    summary="Whether the stores can be used",
    responses=documented(Code.STORE_UNAVAILABLE, Code.UNSAFE_SETUP),
)
async def get_readiness(ports: Given) -> Health:
    await ports.check()
    return Health()


@router.get(
    "/metrics",
    operation_id="getMetrics",
    summary="Metrics for Prometheus",
    response_class=Response,
    responses={200: {"content": {"text/plain": {}}, "description": "Prometheus' text format."}},
)
async def get_metrics() -> Response:
    return Response(generate_latest(REGISTRY), headers={"Content-Type": CONTENT_TYPE_LATEST})
