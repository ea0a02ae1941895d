package io.serai.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.serai.gateway.cli.CommandException.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands send, what they print, and how they end. That the API knows what they send, the test beside the API shows. */
class AdminCommandTest {

    private record Sent(String line, String key, String body) {}

    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private HttpServer server;
    private int status = 200;
    private String type = "application/json";
    private final List<String> answers = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            sent.add(new Sent(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("authorization")),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            byte[] answer = (answers.isEmpty() ? "{}" : answers.remove(0)).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("content-type", type);
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private int run(String... words) {
        List<String> all = new java.util.ArrayList<>(List.of(words));
        all.addAll(List.of("--url", "http://127.0.0.1:" + server.getAddress().getPort()));
        return plain(Map.of("SERAI_ADMIN_KEY", "serai_secret"), all.toArray(String[]::new));
    }

    private int plain(Map<String, String> environment, String... words) {
        return new AdminCommand(environment, new PrintStream(out), new PrintStream(err)).run(List.of(words));
    }

    @Test
    void create_sendsItsOptionsAsTheBody() {
        answers.add("{\"secret\":\"serai_x\",\"key\":{\"id\":\"key_1\"}}");
        int ended = run("key", "create", "--name", "n", "--app", "app_1", "--models", "a,b*");

        assertThat(ended).isZero();
        assertThat(sent.get(0).line()).isEqualTo("POST /admin/v1/keys");
        assertThat(sent.get(0).key()).isEqualTo("Bearer serai_secret");
        assertThat(sent.get(0).body())
                .isEqualTo("{\"name\":\"n\",\"application\":\"app_1\",\"models\":[\"a\",\"b*\"]}");
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("serai_x");
    }

    @Test
    void nestedOptions_makeNestedObjects() {
        run("limit", "create", "--metric", "cost", "--dollars", "5", "--per", "month", "--team", "team_1");
        assertThat(sent.get(0).body())
                .isEqualTo(
                        "{\"metric\":\"cost\",\"dollars\":\"5\",\"window\":{\"unit\":\"month\"},\"scope\":{\"team\":\"team_1\"}}");
    }

    @Test
    void list_readsAllPages_intoOneTable() {
        answers.add("{\"items\":[{\"id\":\"ten_1\",\"name\":\"One\",\"status\":\"active\"}],\"next\":\"c+1\"}");
        answers.add("{\"items\":[{\"id\":\"ten_2\",\"name\":\"T\\u001bwo\",\"status\":\"blocked\"}]}");
        assertThat(run("tenant", "list")).isZero();

        assertThat(sent.get(1).line()).isEqualTo("GET /admin/v1/tenants?cursor=c%2B1");
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("ID     NAME  STATUS   CREATED_AT", "ten_1  One   active", "ten_2  T wo  blocked");
    }

    @Test
    void refusal_isOneLine_andEndsWith1() {
        status = 404;
        type = "application/problem+json";
        answers.add("{\"detail\":\"There is nothing here that you may see.\",\"code\":\"caller_not_found\"}");
        assertThat(run("key", "show", "key_1")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("serai: There is nothing here that you may see. (caller_not_found)");
    }

    @Test
    void wrongWords_endWith2_andNothingIsSent() {
        assertThat(run("key", "create")).isEqualTo(2);
        assertThat(run("key", "create", "--name", "n", "--secret", "x")).isEqualTo(2);
        assertThat(run("key", "show")).isEqualTo(2);
        assertThat(run("limit", "create", "--metric", "cost", "--amount", "many"))
                .isEqualTo(2);
        assertThat(plain(Map.of("SERAI_ADMIN_KEY", "k"), "node", "list", "--url", "http://gateway.example"))
                .isEqualTo(2);
        assertThat(sent).isEmpty();
    }

    @Test
    void nobodyThere_endsWith3() {
        server.stop(0);
        assertThat(run("node", "list")).isEqualTo(Failure.UNREACHABLE.status());
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("no gateway answers");
    }

    @Test
    void key_comesFromAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "serai_of_file\n");
        run("usage", "--by", "tenant,model", "--key-file", file.toString());
        assertThat(sent.get(0).key()).isEqualTo("Bearer serai_of_file");
        assertThat(sent.get(0).line()).isEqualTo("GET /admin/v1/usage?by=tenant%2Cmodel");
    }

    @Test
    void help_showsEachCommand() {
        assertThat(plain(Map.of(), "key", "--help")).isZero();
        assertThat(plain(Map.of(), "key", "create", "--help")).isZero();
        assertThat(plain(Map.of(), "nothing")).isEqualTo(2);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("--expires-at")
                .contains("./serai key rotate <id>");
    }
}
