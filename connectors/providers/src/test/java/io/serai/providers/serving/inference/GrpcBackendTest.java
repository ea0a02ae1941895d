package io.serai.providers.serving.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Metadata;
import io.serai.api.call.CallNotes;
import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.call.Operation;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.api.json.Json;
import io.serai.providers.Provider;
import io.serai.providers.http.UpstreamClient;
import io.serai.providers.http.UpstreamOptions;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.ProviderCall;
import io.serai.providers.spi.Timeouts;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls of a real gRPC server on loopback. */
@Timeout(60)
class GrpcBackendTest {

    private static final Map<String, Object> REQUEST = Map.of(
            "id",
            "42",
            "inputs",
            List.of(Map.of("name", "x", "shape", List.of(2), "datatype", "FP32", "data", List.of(1, 2))));

    private final Cancellation cancellation = new Cancellation();
    private final Vertx vertx = Vertx.vertx();
    private UpstreamClient http = new UpstreamClient(vertx, UpstreamOptions.DEFAULT);
    private InferenceServer server;

    @BeforeEach
    void start() throws Exception {
        server = new InferenceServer();
        server.answer = InferenceProto.response(
                "model_name: \"m\" id: \"42\" outputs { name: \"y\" datatype: \"FP32\" shape: 1 } "
                        + "raw_output_contents: \"\\x00\\x00\\x60\\x40\"");
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        http.close();
        vertx.close();
    }

    @Test
    void predict_isAskedAndAnswered() throws Exception {
        assertThat(json(backend(Map.of()).answer(call("m/versions/2", REQUEST))))
                .isEqualTo(Map.of(
                        "model_name",
                        "m",
                        "id",
                        "42",
                        "outputs",
                        List.of(Map.of(
                                "name",
                                "y",
                                "datatype",
                                "FP32",
                                "shape",
                                List.of(1),
                                "data",
                                List.of(new BigDecimal("3.5"))))));
        assertThat(server.requests)
                .containsExactly(InferenceProto.normal("model_name: \"m\" model_version: \"2\" id: \"42\" "
                        + "inputs { name: \"x\" datatype: \"FP32\" shape: 2 contents { fp32_contents: [1, 2] } }"));
    }

    @Test
    void predict_sendsKeyAndHeaders() {
        backend(Map.of()).answer(call("m", REQUEST));
        assertThat(server.headers.get(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER)))
                .isEqualTo("Bearer sk-test");
        assertThat(server.headers.get(Metadata.Key.of("x-team", Metadata.ASCII_STRING_MARSHALLER)))
                .isEqualTo("blue");
    }

    @Test
    void predict_withRawContents_sendsBytes() {
        backend(Map.of("contents", "raw")).answer(call("m", REQUEST));
        assertThat(server.requests.get(0)).contains("raw_input_contents").doesNotContain("fp32_contents");
    }

    @Test
    void predict_tellsWhatItDropped() {
        ProviderCall call = call("m", Map.of("inputs", REQUEST.get("inputs"), "trace", true));
        backend(Map.of()).answer(call);
        assertThat(call.notes().dropped()).containsExactly("trace");
    }

    @Test
    void embed_isAPrediction() throws Exception {
        server.answer = InferenceProto.response("outputs { name: \"v\" datatype: \"FP32\" shape: [2, 2] "
                + "contents { fp32_contents: [1, 2, 3, 4] } }");
        Map<String, Object> embeddings = backend(Map.of("inputTensor", "t", "inputRank", 1))
                .answer(call(Operation.EMBED, "m", Map.of("input", List.of("a", "b")), Duration.ofSeconds(10)));
        assertThat(embeddings.get("data").toString())
                .contains("embedding=[1.0, 2.0]")
                .contains("embedding=[3.0, 4.0]");
        assertThat(server.requests)
                .containsExactly(
                        InferenceProto.normal(
                                "model_name: \"m\" "
                                        + "inputs { name: \"t\" datatype: \"BYTES\" shape: 2 contents { bytes_contents: [\"a\", \"b\"] } }"));
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_ARGUMENT, caller_bad_request",
        "OUT_OF_RANGE, caller_bad_request",
        "FAILED_PRECONDITION, caller_bad_request",
        "NOT_FOUND, caller_not_found",
        "UNAUTHENTICATED, provider_auth",
        "PERMISSION_DENIED, provider_auth",
        "RESOURCE_EXHAUSTED, provider_rate_limited",
        "DEADLINE_EXCEEDED, provider_timeout",
        "UNIMPLEMENTED, provider_bad_response",
        "UNAVAILABLE, provider_unavailable",
        "ABORTED, provider_unavailable",
        "INTERNAL, provider_unavailable",
        "UNKNOWN, provider_unavailable",
        "DATA_LOSS, provider_unavailable",
        "CANCELLED, provider_unavailable"
    })
    void refusal_isOfTheKindOfItsStatus(String status, String kind) {
        SeraiException failure = failure(call("refusing-" + status, REQUEST));
        assertThat(failure.kind().label()).isEqualTo(kind);
        assertThat(failure.getMessage()).doesNotContain("sk-test").doesNotContain("127.0.0.1");
        if (kind.equals("provider_rate_limited") || kind.equals("provider_unavailable")) {
            assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
        }
    }

    @Test
    void refusal_ofAnUnknownModel_isNotFound() {
        assertThat(failure(call("unknown", REQUEST)).kind()).isEqualTo(ErrorKind.CALLER_NOT_FOUND);
    }

    @Test
    void silence_isATimeout() {
        ProviderCall impatient = call(Operation.PREDICT, "silent", REQUEST, Duration.ofMillis(200));
        assertThat(failure(impatient).kind()).isEqualTo(ErrorKind.PROVIDER_TIMEOUT);
    }

    @Test
    void deadline_ofTheRequest_isHeeded() throws Exception {
        // The first call of all loads gRPC, which may well take longer than the deadline.
        backend(Map.of()).answer(call("m", REQUEST));
        ProviderCall call = new ProviderCall(
                Operation.PREDICT,
                "silent",
                REQUEST,
                Timeouts.DEFAULT,
                Deadline.after(Duration.ofSeconds(1)),
                cancellation);
        assertThat(failure(call).kind()).isEqualTo(ErrorKind.PROVIDER_TIMEOUT);
        assertThat(server.cancelled.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void cancellation_endsTheCall_andTellsTheServer() throws Exception {
        Thread client = new Thread(() -> {
            try {
                server.called.await();
                cancellation.cancel();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        client.start();
        assertThat(failure(call("silent", REQUEST)).kind()).isEqualTo(ErrorKind.CALLER_GONE);
        assertThat(server.cancelled.await(5, TimeUnit.SECONDS)).isTrue();
        client.join();
    }

    @Test
    void cancellation_beforehand_callsNobody() {
        cancellation.cancel();
        assertThat(failure(call("m", REQUEST)).kind()).isEqualTo(ErrorKind.CALLER_GONE);
        assertThat(server.requests).isEmpty();
    }

    @Test
    void answer_cut_isABadResponse() {
        assertThat(failure(call("cutting", REQUEST)).kind()).isEqualTo(ErrorKind.PROVIDER_BAD_RESPONSE);
    }

    @Test
    void answer_thatIsNoMessage_isABadResponse() {
        server.answer = new byte[] {10, 100, 1};
        assertThat(failure(call("m", REQUEST)).kind()).isEqualTo(ErrorKind.PROVIDER_BAD_RESPONSE);
    }

    @Test
    void request_largerThanTheServerTakes_isTooLarge() {
        List<Object> text = List.of("x".repeat(100_000));
        Map<String, Object> large =
                Map.of("inputs", List.of(Map.of("name", "x", "shape", List.of(1), "datatype", "BYTES", "data", text)));
        assertThat(failure(call("m", large)).kind()).isEqualTo(ErrorKind.CALLER_TOO_LARGE);
    }

    @Test
    void answer_largerThanIsAllowed_isABadResponse() {
        server.answer = InferenceProto.response("model_name: \"" + "x".repeat(5000) + "\"");
        http.close();
        http = new UpstreamClient(vertx, bodyBytes(1000));
        assertThat(failure(call("m", REQUEST)).kind()).isEqualTo(ErrorKind.PROVIDER_BAD_RESPONSE);
    }

    @Test
    void server_absent_isUnavailable() throws Exception {
        Backend backend = backend(Map.of());
        server.close();
        assertThat(catchThrowableOfType(SeraiException.class, () -> backend.answer(call("m", REQUEST)))
                        .kind())
                .isEqualTo(ErrorKind.PROVIDER_UNAVAILABLE);
    }

    @Test
    void calls_sideBySide_areAllAnswered() throws Exception {
        Backend backend = backend(Map.of());
        List<Thread> threads = new ArrayList<>();
        List<Object> answers = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 32; i++) {
            threads.add(new Thread(
                    () -> answers.add(backend.answer(call("m", REQUEST)).get("id"))));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(answers).hasSize(32).containsOnly("42");
    }

    @Test
    void tls_isSpoken_withTheTrustedAuthorities(@TempDir Path folder) throws Exception {
        keytool(folder, "-genkeypair", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "SAN=ip:127.0.0.1");
        keytool(folder, "-exportcert", "-rfc", "-file", "cert.pem");
        byte[] answer = server.answer;
        server.close();
        server = new InferenceServer(folder.resolve("keys.p12"));
        server.answer = answer;
        assertThat(catchThrowableOfType(SeraiException.class, () -> backend("grpcs", Map.of())
                                .answer(call("m", REQUEST)))
                        .kind())
                .isEqualTo(ErrorKind.PROVIDER_UNAVAILABLE);
        http.close();
        http = new UpstreamClient(vertx, UpstreamOptions.DEFAULT.withTrustedCertificates(folder.resolve("cert.pem")));
        assertThat(backend("grpcs", Map.of()).answer(call("m", REQUEST)).get("id"))
                .isEqualTo("42");
        assertThat(backend("https", Map.of("transport", "grpc"))
                        .answer(call("m", REQUEST))
                        .get("id"))
                .isEqualTo("42");
    }

    @Test
    void settings_thatAreWrong_areNamed() {
        assertThatThrownBy(() -> backend(Map.of("transport", "soap"))).hasMessageContaining("transport");
        assertThatThrownBy(() -> backend(Map.of("contents", "zip"))).hasMessageContaining("contents");
        assertThatThrownBy(() -> backend(Map.of("inputRank", 3))).hasMessageContaining("inputRank");
        assertThatThrownBy(() -> backend(Map.of("inputParameters", "a"))).hasMessageContaining("inputParameters");
        assertThatThrownBy(() -> open("grpc://user:pw@host:1", Map.of()))
                .hasMessageContaining("baseUrl")
                .hasMessageNotContaining("pw");
        assertThatThrownBy(() -> open("grpc://host:1/v2", Map.of())).hasMessageContaining("without a path");
    }

    private SeraiException failure(ProviderCall call) {
        SeraiException failure = catchThrowableOfType(
                SeraiException.class, () -> backend(Map.of()).answer(call));
        assertThat(failure).isNotNull();
        return failure;
    }

    private Backend backend(Map<String, Object> options) {
        return backend("grpc", options);
    }

    private Backend backend(String scheme, Map<String, Object> options) {
        return open(scheme + "://127.0.0.1:" + server.port(), options);
    }

    private Backend open(String baseUrl, Map<String, Object> options) {
        Provider provider = new Provider();
        provider.setDialect("kserve");
        provider.setBaseUrl(baseUrl);
        provider.setApiKey("sk-test");
        provider.setHeaders(Map.of("X-Team", "blue"));
        provider.setOptions(options);
        return provider.open("grpc-server", http).backend();
    }

    private ProviderCall call(String model, Map<String, Object> request) {
        return call(Operation.PREDICT, model, request, Duration.ofSeconds(20));
    }

    private ProviderCall call(Operation operation, String model, Map<String, Object> request, Duration patience) {
        Timeouts timeouts = new Timeouts(Duration.ofSeconds(5), patience, patience, Duration.ofSeconds(30));
        return new ProviderCall(
                operation,
                model,
                request,
                timeouts,
                Deadline.after(Duration.ofSeconds(30)),
                cancellation,
                new CallNotes(CallNotes.Losses.REPORTED));
    }

    private static UpstreamOptions bodyBytes(int bytes) {
        UpstreamOptions d = UpstreamOptions.DEFAULT;
        return new UpstreamOptions(
                d.protocols(),
                d.eventLoops(),
                d.connectionsPerHost(),
                d.http2ConnectionsPerHost(),
                d.waitingPerHost(),
                d.keepAlive(),
                d.headerBytes(),
                bytes,
                d.eventBytes(),
                d.trustedCertificates(),
                d.proxy());
    }

    private static Map<String, Object> json(Map<String, Object> answer) throws Exception {
        return Json.standard().readObject(Json.write(answer));
    }

    private static void keytool(Path folder, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "-alias",
                "test",
                "-keystore",
                "keys.p12",
                "-storetype",
                "PKCS12",
                "-storepass",
                InferenceServer.PASSWORD));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
