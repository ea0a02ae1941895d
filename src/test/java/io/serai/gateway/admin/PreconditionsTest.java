package io.serai.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.gateway.admin.AdminClient.Reply;
import io.serai.gateway.admin.OpenApiDocument.Entry;
import io.serai.gateway.admin.Recipes.Request;
import io.serai.processors.store.Database.Kind;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation that takes {@code If-Match}, as the document says which do. */
class PreconditionsTest {

    private static AdminServer server;
    private static AdminClient client;
    private static Recipes recipes;

    @BeforeAll
    static void start() throws Exception {
        server = new AdminServer(Kind.H2);
        client = new AdminClient(server);
        recipes = new Recipes(client);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    static Stream<AdminOperation> conditional() {
        List<String> ids = server.document().entries().stream()
                .filter(PreconditionsTest::takesIfMatch)
                .map(Entry::id)
                .toList();
        assertThat(ids).hasSizeGreaterThan(15);
        return server.operations().stream().filter(operation -> ids.contains(operation.id()));
    }

    private static boolean takesIfMatch(Entry entry) {
        return String.valueOf(entry.content().get("parameters")).contains("/parameters/IfMatch");
    }

    @ParameterizedTest
    @MethodSource("conditional")
    void tagOfAnotherVersion_isRefused_andNothingIsChanged(AdminOperation operation) {
        Request request = recipes.of(operation);
        String before = shown(request.path());

        Reply refused = call(operation, request, "\"999\"");

        assertThat(refused.status()).as(refused.text()).isEqualTo(412);
        assertThat(shown(request.path())).isEqualTo(before);
        assertThat(call(operation, request, "*").status()).isBetween(200, 204);
    }

    private static Reply call(AdminOperation operation, Request request, String tag) {
        Map<String, ?> body = request.body();
        return client.call("root", operation.method(), request.path(), body, "if-match", tag);
    }

    /** The thing that a path is about; of what can't be read alone, all of its kind. */
    private static String shown(String path) {
        String[] parts = path.split("/");
        Reply thing = client.get("root", "/" + parts[1] + "/" + parts[2]);
        return thing.status() == 200
                ? thing.text()
                : client.get("root", "/" + parts[1] + "?limit=200").text();
    }
}
