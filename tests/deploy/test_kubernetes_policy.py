"""What no overlay may do."""

import ipaddress

import pytest

from tests.deploy.manifests import (
    OVERLAYS,
    Container,
    Object,
    containers,
    every_container,
    named,
    of_kind,
    rendered,
    workloads,
)

CONTAINERS = [pytest.param(one, id=str(one)) for one in every_container()]
SCALED = {"api", "worker"}
PRIVATE = ("10.1.2.3", "172.20.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "127.0.0.1")
NODES_CREDENTIALS = "169.254.169.254"
DNS = {
    "namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "kube-system"}},
    "podSelector": {"matchLabels": {"k8s-app": "kube-dns"}},
}
VOLUMES = {
    *("configMap", "csi", "downwardAPI", "emptyDir", "ephemeral"),
    *("persistentVolumeClaim", "projected", "secret"),
}
"""All that `restricted` allows."""
OF_RESTRICTED = {
    *("runAsNonRoot", "runAsUser", "runAsGroup", "fsGroup", "seccompProfile"),
    *("allowPrivilegeEscalation", "readOnlyRootFilesystem", "capabilities"),
}
"""What else there is (`privileged`, `procMount`, `sysctls`, ...) loosens something, or may."""
PRIVATE_6 = ("::1", "fd00::1", "fe80::1")


@pytest.mark.parametrize("one", CONTAINERS)
def test_nobody_is_root_or_may_become_it(one: Container) -> None:
    assert one.pod["securityContext"]["runAsNonRoot"] is True
    assert one.pod["securityContext"]["runAsUser"] > 1000
    assert one.pod["automountServiceAccountToken"] is False
    locked = one.spec["securityContext"]
    assert locked["allowPrivilegeEscalation"] is False
    assert locked["readOnlyRootFilesystem"] is True
    assert locked["capabilities"] == {"drop": ["ALL"]}
    for word in ("hostNetwork", "hostPID", "hostIPC", "hostUsers"):
        assert word not in one.pod
    assert not any("hostPath" in volume for volume in one.pod.get("volumes", ()))


@pytest.mark.parametrize("one", CONTAINERS)
def test_seccomp_is_on(one: Container) -> None:
    profile = one.spec["securityContext"].get(
        "seccompProfile", one.pod["securityContext"]["seccompProfile"]
    )
    own = one.spec["name"] == "worker" and one.overlay != "dev"
    expected = {"type": "Localhost", "localhostProfile": "profiles/errands-chromium.json"}
    assert profile == (expected if own else {"type": "RuntimeDefault"})


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_pods_that_are_not_locked_up_are_refused(overlay: str) -> None:
    (labels,) = (one["metadata"]["labels"] for one in of_kind(overlay, "Namespace"))
    modes = [name for name in labels if name.startswith("pod-security.kubernetes.io/")]
    assert {name.rpartition("/")[2]: labels[name] for name in modes} == {
        "enforce": "restricted",
        "warn": "restricted",
    }


@pytest.mark.parametrize("one", CONTAINERS)
def test_the_namespace_takes_the_pod(one: Container) -> None:
    """What `restricted` asks beside users, capabilities, host namespaces and seccomp, as above."""
    for told in (one.spec["securityContext"], one.pod["securityContext"]):
        assert told.keys() <= OF_RESTRICTED
    for volume in one.pod.get("volumes", ()):
        assert volume.keys() - {"name"} <= VOLUMES
    assert not any("hostPort" in port for port in one.spec.get("ports", ()))
    hooks = one.spec.get("lifecycle", {})
    for asked in (*one.probes.values(), *hooks.values()):
        assert "host" not in asked.get("httpGet", asked.get("tcpSocket", {}))


@pytest.mark.parametrize("one", CONTAINERS)
def test_chromiums_own_sandbox_is_on_but_on_a_developers_machine(one: Container) -> None:
    if one.spec["name"] == "worker":
        on = one.settings().get("ERRANDS_CHROMIUM_SANDBOX", "true") == "true"
        assert on is (one.overlay != "dev")


@pytest.mark.parametrize("one", CONTAINERS)
def test_memory_is_bounded_and_asked_for(one: Container) -> None:
    resources = one.spec["resources"]
    assert {"cpu", "memory"} <= resources["requests"].keys()
    assert "memory" in resources["limits"]
    if one.spec["name"] in {"worker", "inference", "redis"}:
        # What needs its memory gets it: nobody is evicted for a neighbour.
        assert resources["limits"]["memory"] == resources["requests"]["memory"]


@pytest.mark.parametrize("one", CONTAINERS)
def test_images_are_pinned(one: Container) -> None:
    _, _, tag = one.spec["image"].rpartition(":")
    assert tag
    assert "/" not in tag
    assert tag != "latest"


@pytest.mark.parametrize("one", CONTAINERS)
def test_secrets_come_by_reference(one: Container) -> None:
    for variable in one.spec.get("env", ()):
        if any(word in variable["name"] for word in ("PASSWORD", "AUTH", "KEY", "REDIS_URL")):
            assert "secretKeyRef" in variable["valueFrom"], variable
    if one.overlay != "dev":
        assert of_kind(one.overlay, "Secret") == []


@pytest.mark.parametrize("one", CONTAINERS)
def test_whoever_runs_on_is_probed(one: Container) -> None:
    if not one.starts_first:
        assert {"livenessProbe", "readinessProbe"} <= one.probes.keys()


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_nothing_is_reachable_that_no_policy_names(overlay: str) -> None:
    nothing = named(overlay, "NetworkPolicy", "nothing")["spec"]
    assert nothing == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_a_worker_reaches_the_public_web_redis_and_the_model(overlay: str) -> None:
    rules = named(overlay, "NetworkPolicy", "worker")["spec"]["egress"]
    reach = {address for address in (*PRIVATE, *PRIVATE_6) if _reaches(rules, address)}
    assert reach == set()
    assert _reaches(rules, "93.184.216.34")
    assert _reaches(rules, "2606:2800:220:1::1")
    pods = [
        peer["podSelector"]["matchLabels"]["app.kubernetes.io/component"]
        for rule in rules
        for peer in rule["to"]
        if "podSelector" in peer
    ]
    assert set(pods) <= {"redis", "inference"}


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_who_sends_webhooks_reaches_the_public_web_by_https_only(overlay: str) -> None:
    rules = named(overlay, "NetworkPolicy", "reconciler")["spec"]["egress"]
    assert {one for one in (*PRIVATE, *PRIVATE_6) if _reaches(rules, one)} == set()
    ports = [rule["ports"] for rule in rules if _reaches([rule], "93.184.216.34")]
    assert ports == [[{"protocol": "TCP", "port": 443}]]


@pytest.mark.parametrize("one", CONTAINERS)
def test_whoever_has_an_address_may_look_its_name_up(one: Container) -> None:
    settings = one.settings()
    addresses = {name for name in settings if name.endswith(("_URL", "_ADDR"))}
    addresses |= {name for name, value in settings.items() if "://" in value}
    if addresses:
        opened = [
            (peer, port["protocol"])
            for rule in _egress(one)
            for peer in rule["to"]
            for port in rule["ports"]
            if port["port"] == 53
        ]
        assert {protocol for _, protocol in opened} == {"UDP", "TCP"}, addresses
        assert all(peer == DNS for peer, _ in opened)


def _egress(one: Container) -> list[Object]:
    """All that policies let its pod do."""
    (pod,) = (w for w in workloads(one.overlay) if w["metadata"]["name"] == one.workload)
    labels = pod["spec"]["template"]["metadata"]["labels"]
    return [
        rule
        for policy in of_kind(one.overlay, "NetworkPolicy")
        if _selects(policy["spec"]["podSelector"], labels)
        for rule in policy["spec"].get("egress", ())
    ]


def _selects(selector: Object, labels: dict[str, str]) -> bool:
    wanted = selector.get("matchLabels", {}).items() <= labels.items()
    return wanted and all(
        one["operator"] == "In" and labels.get(one["key"]) in one["values"]
        for one in selector.get("matchExpressions", ())
    )


def test_credentials_of_the_nodes_are_out_of_reach() -> None:
    """As docs/kubernetes.md says: recordings need keys of their own."""
    for one in every_container():
        assert not _reaches(_egress(one), NODES_CREDENTIALS), str(one)


def _reaches(rules: list[Object], address: str) -> bool:
    blocks = [peer["ipBlock"] for rule in rules for peer in rule["to"] if "ipBlock" in peer]
    return any(
        _within(address, block["cidr"])
        and not any(_within(address, out) for out in block.get("except", ()))
        for block in blocks
    )


def _within(address: str, block: str) -> bool:
    network, one = ipaddress.ip_network(block), ipaddress.ip_address(address)
    return network.version == one.version and one in network


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_what_a_block_leaves_out_is_a_smaller_part_of_it(overlay: str) -> None:
    """Else Kubernetes refuses the policy. It reads IPv4-mapped addresses as IPv4 ones."""
    excepted = [
        (out, block["cidr"])
        for policy in of_kind(overlay, "NetworkPolicy")
        for rule in policy["spec"].get("egress", ())
        for peer in rule["to"]
        if (block := peer.get("ipBlock"))
        for out in block.get("except", ())
    ]
    assert excepted
    assert [one for one in excepted if not _is_a_smaller_part(*one)] == []


def _is_a_smaller_part(out: str, whole: str) -> bool:
    part, cidr = ipaddress.ip_network(out), ipaddress.ip_network(whole)
    if isinstance(part, ipaddress.IPv4Network):
        within = isinstance(cidr, ipaddress.IPv4Network) and part.subnet_of(cidr)
    else:
        mapped = part.network_address.ipv4_mapped is not None
        within = isinstance(cidr, ipaddress.IPv6Network) and part.subnet_of(cidr) and not mapped
    return within and part.prefixlen > cidr.prefixlen


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_what_is_scaled_has_no_number_of_its_own(overlay: str) -> None:
    """Applied anew, it would throw away what the autoscaler has found."""
    if overlay != "dev":
        for name in SCALED:
            assert "replicas" not in named(overlay, "Deployment", name)["spec"]


@pytest.mark.parametrize("overlay", ["cpu", "gpu", "prod"])
def test_workers_leave_one_by_one_and_late(overlay: str) -> None:
    scaled = named(overlay, "ScaledObject", "worker")["spec"]
    down = scaled["advanced"]["horizontalPodAutoscalerConfig"]["behavior"]["scaleDown"]
    assert down["stabilizationWindowSeconds"] >= 300
    assert down["policies"] == [{"type": "Pods", "value": 1, "periodSeconds": 60}]
    assert scaled["minReplicaCount"] >= 2
    assert scaled["fallback"]["behavior"] == "currentReplicasIfHigher"


@pytest.mark.parametrize("overlay", ["cpu", "gpu", "prod"])
def test_no_data_is_no_reason_to_send_workers_away(overlay: str) -> None:
    """By KEDA's default a query without an answer is a 0; as an error it leads to the fallback."""
    (trigger,) = named(overlay, "ScaledObject", "worker")["spec"]["triggers"]
    assert trigger["metadata"]["ignoreNullValues"] == "false"
    for made_up in ("vector(", "absent(", " or "):
        assert made_up not in trigger["metadata"]["query"]


@pytest.mark.parametrize("overlay", ["cpu", "gpu", "prod"])
@pytest.mark.parametrize("name", ["api", "worker", "reconciler", "inference"])
def test_a_node_can_be_emptied_without_an_outage(overlay: str, name: str) -> None:
    budget = named(overlay, "PodDisruptionBudget", name)["spec"]
    assert budget.get("maxUnavailable") == 1 or budget.get("minAvailable") == 1
    labels = budget["selector"]["matchLabels"]
    assert labels == named(overlay, "Deployment", name)["spec"]["selector"]["matchLabels"]


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_every_volume_is_there_and_used(overlay: str) -> None:
    claims = {claim["metadata"]["name"] for claim in of_kind(overlay, "PersistentVolumeClaim")}
    for workload in workloads(overlay):
        pod = workload["spec"]["template"]["spec"]
        volumes = {volume["name"]: volume for volume in pod.get("volumes", ())}
        of_its_own = {
            c["metadata"]["name"] for c in workload["spec"].get("volumeClaimTemplates", ())
        }
        mounted = {
            mount["name"]
            for one in (*pod.get("initContainers", ()), *pod["containers"])
            for mount in one.get("volumeMounts", ())
        }
        assert mounted == volumes.keys() | of_its_own
        for volume in volumes.values():
            if "persistentVolumeClaim" in volume:
                assert volume["persistentVolumeClaim"]["claimName"] in claims
            else:
                assert volume["emptyDir"]["sizeLimit"]


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_shared_memory_is_memory(overlay: str) -> None:
    for one in containers(overlay):
        if one.spec["name"] in {"worker", "inference"}:
            (mount,) = (m for m in one.spec["volumeMounts"] if m["mountPath"] == "/dev/shm")
            (volume,) = (v for v in one.pod["volumes"] if v["name"] == mount["name"])
            assert volume["emptyDir"]["medium"] == "Memory"


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_what_a_browser_writes_is_no_memory_of_its_pod(overlay: str) -> None:
    """Shared memory, its cache and downloads: a page could have the pod killed by them."""
    pod = named(overlay, "Deployment", "worker")["spec"]["template"]["spec"]
    (mount,) = (m for m in pod["containers"][0]["volumeMounts"] if m["mountPath"] == "/tmp")
    (volume,) = (v for v in pod["volumes"] if v["name"] == mount["name"])
    assert volume["emptyDir"].keys() == {"sizeLimit"}


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_names_are_given_once(overlay: str) -> None:
    names = [(one["kind"], one["metadata"]["name"]) for one in rendered(overlay)]
    assert len(set(names)) == len(names)
