package io.serai.gateway.admin;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The document itself, for everybody who is known. */
final class DocumentResource implements AdminResource {

    private final OpenApiDocument document;

    DocumentResource(OpenApiDocument document) {
        this.document = document;
    }

    @Override
    public List<AdminOperation> operations() {
        AdminAnswer yaml = AdminAnswer.text("application/yaml", document.yaml());
        AdminAnswer json = new AdminAnswer(200, AdminAnswer.JSON, Map.of(), document.json());
        return List.of(
                new AdminOperation("getOpenApiYaml", "GET", "/openapi.yaml", Optional.empty(), "", call -> yaml),
                new AdminOperation("getOpenApiJson", "GET", "/openapi.json", Optional.empty(), "", call -> json));
    }
}
