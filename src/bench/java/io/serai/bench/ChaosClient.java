package io.serai.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Calls the nodes at an even rate, each call one that serves, and remembers which calls were answered. */
final class ChaosClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<ChaosNode> nodes;
    private final ChaosOptions options;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong calls = new AtomicLong();
    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicLong> failures = new ConcurrentHashMap<>();
    private volatile boolean running = true;

    ChaosClient(List<ChaosNode> nodes, ChaosOptions options) {
        this.nodes = nodes;
        this.options = options;
    }

    /** Calls from now on, until it is stopped. */
    void start() {
        Thread.ofPlatform().daemon().name("chaos-load").start(() -> {
            long gap = TimeUnit.SECONDS.toNanos(1) / options.rate();
            long next = System.nanoTime();
            while (running) {
                threads.execute(this::call);
                next += gap;
                LockSupport.parkNanos(next - System.nanoTime());
            }
        });
    }

    /** Waits for the calls that are under way. */
    void stop() throws InterruptedException {
        running = false;
        threads.shutdown();
        threads.awaitTermination(PATIENCE.toSeconds() + 5, TimeUnit.SECONDS);
    }

    /** Whether a node answers; the call is not counted. */
    boolean answers(ChaosNode node) throws InterruptedException {
        try {
            return post(node, "probe").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    Set<String> answered() {
        return answered;
    }

    long calls() {
        return calls.get();
    }

    /** How often calls were not answered, by what came instead. */
    Map<String, AtomicLong> failures() {
        return failures;
    }

    private void call() {
        List<ChaosNode> serving = nodes.stream().filter(ChaosNode::serving).toList();
        if (serving.isEmpty()) {
            return;
        }
        String call = "chaos-" + calls.incrementAndGet();
        try {
            HttpResponse<String> answer =
                    post(serving.get(ThreadLocalRandom.current().nextInt(serving.size())), call);
            if (answer.statusCode() == 200) {
                answered.add(call);
            } else {
                failed("HTTP " + answer.statusCode());
            }
        } catch (IOException e) {
            failed("no answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void failed(String how) {
        failures.computeIfAbsent(how, name -> new AtomicLong()).incrementAndGet();
    }

    private HttpResponse<String> post(ChaosNode node, String call) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + node.port() + "/v1/chat/completions"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("x-request-id", call);
        options.headers().forEach(request::header);
        return http.send(
                request.POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"" + options.model()
                                + "\",\"max_tokens\":20,\"messages\":[{\"role\":\"user\",\"content\":\"" + call
                                + "\"}]}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        running = false;
        threads.shutdownNow();
        http.shutdownNow();
    }
}
