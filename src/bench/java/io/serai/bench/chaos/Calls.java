package io.serai.bench.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Calls nodes, and remembers which calls were answered, and how often something else came. Thread-safe. */
final class Calls implements AutoCloseable {

    /** Nothing came, or only part of it. */
    static final int NO_ANSWER = 0;

    static final int OK = 200;
    static final int UNAUTHENTICATED = 401;
    static final int NOTHING_LEFT = 429;
    static final int AWAY = 503;
    /** The provider was too slow, as it may be on a busy machine. */
    static final int LATE = 504;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, String> headers;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final AtomicLong made = new AtomicLong();
    private final Map<String, String> answered = new ConcurrentHashMap<>();
    private final Map<Integer, AtomicLong> statuses = new ConcurrentHashMap<>();

    /** @param headers of each call */
    Calls(Map<String, String> headers) {
        this.headers = headers;
    }

    /** Makes a call that counts; says which status came, or {@link #NO_ANSWER}. */
    int make(Node node, String model) throws InterruptedException {
        String call = "chaos-" + made.incrementAndGet();
        int status = send(node, model, call);
        if (status == OK) {
            answered.put(call, model);
        }
        statuses.computeIfAbsent(status, each -> new AtomicLong()).incrementAndGet();
        return status;
    }

    /** What a call would get that does not count. */
    int probe(Node node) throws InterruptedException {
        return send(node, Answers.STEADY, "probe");
    }

    private int send(Node node, String model, String call) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + node.port() + "/v1/chat/completions"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("x-request-id", call);
        headers.forEach(request::header);
        String body = "{\"model\":\"" + model + "\",\"max_tokens\":" + Answers.OUTPUT
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"" + call + "\"}]}";
        try {
            return http.send(
                            request.POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .statusCode();
        } catch (IOException e) {
            return NO_ANSWER;
        }
    }

    /** How many there were. */
    long made() {
        return made.get();
    }

    /** Calls that were answered whole, and of which model. */
    Map<String, String> answered() {
        return answered;
    }

    /** How often which status came. */
    Map<Integer, Long> statuses() {
        Map<Integer, Long> counted = new TreeMap<>();
        statuses.forEach((status, count) -> counted.put(status, count.get()));
        return counted;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
