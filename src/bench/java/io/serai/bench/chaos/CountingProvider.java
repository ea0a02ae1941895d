package io.serai.bench.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A provider that remembers which calls it has served. It takes its time, so that there are calls under way whenever a node is killed. A
 * call is known by the word {@code chaos-<number>} in its prompt.
 */
final class CountingProvider implements AutoCloseable {

    private static final Pattern CALL = Pattern.compile("chaos-\\d+");
    private static final Pattern MODEL = Pattern.compile("\"model\"\\s*:\\s*\"([^\"]+)\"");
    private static final int LONGEST_MILLIS = 300;

    private static final String ANSWER =
            "{\"id\":\"chatcmpl-chaos\",\"object\":\"chat.completion\",\"created\":1700000000,\"model\":\"%s\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"The"
                    + " road goes on.\"},"
                    + "\"finish_reason\":\"stop\"}],"
                    + "\"usage\":{\"prompt_tokens\":" + Answers.INPUT + ",\"completion_tokens\":" + Answers.OUTPUT
                    + ",\"total_tokens\":" + (Answers.INPUT + Answers.OUTPUT) + "}}";

    private final HttpServer server;
    private final Map<String, AtomicInteger> served = new ConcurrentHashMap<>();

    CountingProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How often each call was served, whether or not anybody waited for the end. */
    Map<String, Integer> served() {
        return served.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue()
                .get()));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String request = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            Matcher call = CALL.matcher(request);
            if (call.find()) {
                served.computeIfAbsent(call.group(), name -> new AtomicInteger())
                        .incrementAndGet();
            }
            Thread.sleep(ThreadLocalRandom.current().nextInt(LONGEST_MILLIS));
            Matcher model = MODEL.matcher(request);
            // What a call costs goes by the model that the answer names.
            byte[] bytes = ANSWER.formatted(model.find() ? model.group(1) : "").getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
