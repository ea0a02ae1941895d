package io.serai.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.processors.identity.Right;
import io.serai.processors.store.Database.Kind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Routes and document say the same, in both directions. What answers look like, {@link AdminClient} checks in all tests. */
class ContractTest {

    private static AdminServer server;
    private static AdminClient client;

    @BeforeAll
    static void start() throws Exception {
        server = new AdminServer(Kind.H2);
        client = new AdminClient(server);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void document_andRoutes_haveTheSameOperations() {
        List<String> described = server.document().entries().stream()
                .map(entry -> entry.id() + " " + entry.method() + " " + entry.path() + " " + entry.right())
                .toList();
        List<String> served = server.operations().stream()
                .map(operation -> operation.id() + " " + operation.method() + " " + operation.path() + " "
                        + operation.right().map(Right::label).orElse("none"))
                .toList();

        assertThat(served).containsExactlyInAnyOrderElementsOf(described).doesNotHaveDuplicates();
    }

    @Test
    void schemas_ofAllParametersAndBodies_compile() {
        DocumentSchemas schemas = new DocumentSchemas(server.document());
        server.document().entries().forEach(entry -> {
            entry.body().ifPresent(body -> schemas.faults(body, Problem.Place.BODY, java.util.Map.of()));
            server.document()
                    .parameters(entry)
                    .forEach(parameter -> schemas.faults(parameter.pointer(), Problem.Place.QUERY, "x"));
        });
    }

    @Test
    void changes_areNamedForTheAuditLog_readsAreNot() {
        assertThat(server.operations())
                .allSatisfy(operation -> assertThat(operation.action().isEmpty())
                        .as(operation.id())
                        .isEqualTo(operation.method().equals("GET")));
    }

    /** What can be read by itself has a tag; whatever changes such a thing can be told which it expects. */
    @Test
    void preconditions_areTakenByAllThatChangesAThingWithATag() {
        for (OpenApiDocument.Entry entry : server.document().entries()) {
            // What is kept of answers has no version: it is put there and taken away.
            if (entry.path().startsWith("/cache")) {
                continue;
            }
            boolean one = entry.path().endsWith("}") && !entry.id().equals("getModel");
            boolean changes = Set.of("PATCH", "DELETE").contains(entry.method())
                    || Set.of("rotateKey", "revokeKey", "cancelSubscription").contains(entry.id());
            assertThat(takes(entry, "If-Match")).as(entry.id()).isEqualTo(changes);
            assertThat(takes(entry, "If-None-Match"))
                    .as(entry.id())
                    .isEqualTo(one && entry.method().equals("GET"));
            if ((one && entry.method().equals("GET")) || entry.method().equals("PATCH")) {
                assertThat(entry.content().get("responses").toString())
                        .as(entry.id())
                        .contains("etag=");
            }
        }
    }

    private static boolean takes(OpenApiDocument.Entry entry, String header) {
        return server.document().parameters(entry).stream()
                .anyMatch(each -> each.in().equals("header") && each.name().equals(header));
    }

    @Test
    void orders_areThoseThatListsOfTheDirectoryHave() {
        for (OpenApiDocument.Entry entry : server.document().entries()) {
            server.document().parameters(entry).stream()
                    .filter(each -> each.name().equals("sort"))
                    .forEach(sort -> ((List<?>) sort.schema().getOrDefault("enum", List.of()))
                            .forEach(order -> assertThat(client.get("root", entry.path() + "?sort=" + order)
                                            .status())
                                    .as(entry.id() + " " + order)
                                    .isEqualTo(200)));
        }
    }

    @Test
    void document_isServedInBothForms_toWhoIsKnown() {
        assertThat(client.get("root", "/openapi.yaml").text()).startsWith("# The operator's API");
        assertThat(client.get("root", "/openapi.json").json()).containsKey("paths");
        assertThat(client.get("", "/openapi.json").status()).isEqualTo(401);
    }
}
