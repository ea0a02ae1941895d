package io.serai.gateway.admin;

import io.serai.processors.identity.Right;
import io.serai.processors.identity.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The nodes of the cluster. */
final class NodeResource implements AdminResource {

    private final Supplier<List<Node>> nodes;

    NodeResource(Supplier<List<Node>> nodes) {
        this.nodes = nodes;
    }

    @Override
    public List<AdminOperation> operations() {
        return List.of(AdminOperation.read("listNodes", "/nodes", Right.NODES_READ, this::list));
    }

    private AdminAnswer list(AdminCall call) {
        call.require(Scope.PLATFORM);
        return AdminAnswer.ok(
                Shapes.page(nodes.get().stream().map(NodeResource::shape).toList(), Optional.empty()));
    }

    private static Map<String, Object> shape(Node node) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", node.id());
        json.put("address", node.address());
        json.put("version", node.version());
        json.put("local", node.place() == Node.Place.HERE);
        return json;
    }
}
