package io.serai.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.processors.identity.Right;
import io.serai.processors.store.Database.Kind;
import java.util.List;
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

    @Test
    void document_isServedInBothForms_toWhoIsKnown() {
        assertThat(client.get("root", "/openapi.yaml").text()).startsWith("# The operator's API");
        assertThat(client.get("root", "/openapi.json").json()).containsKey("paths");
        assertThat(client.get("", "/openapi.json").status()).isEqualTo(401);
    }
}
