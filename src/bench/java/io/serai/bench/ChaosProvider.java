package io.serai.bench;

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

/**
 * A provider that remembers which calls it has served. It takes its time, so that there are calls under way whenever a node is killed. A
 * call is known by the word {@code chaos-<number>} in its prompt.
 */
final class ChaosProvider implements AutoCloseable {

    private static final Pattern CALL = Pattern.compile("chaos-\\d+");
    private static final int LONGEST_MILLIS = 300;

    private static final String ANSWER =
            "{\"id\":\"chatcmpl-chaos\",\"object\":\"chat.completion\",\"created\":1700000000,\"model\":\"bench-json\","
                    + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"The road goes on.\"},"
                    + "\"finish_reason\":\"stop\"}],"
                    + "\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":10,\"total_tokens\":22}}";

    private final HttpServer server;
    private final Map<String, AtomicInteger> served = new ConcurrentHashMap<>();

    ChaosProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How often a call was served, whether or not anybody waited for the end. */
    int served(String call) {
        AtomicInteger count = served.get(call);
        return count == null ? 0 : count.get();
    }

    long served() {
        return served.values().stream().mapToLong(AtomicInteger::get).sum();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Matcher call = CALL.matcher(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            if (call.find()) {
                served.computeIfAbsent(call.group(), name -> new AtomicInteger())
                        .incrementAndGet();
            }
            Thread.sleep(ThreadLocalRandom.current().nextInt(LONGEST_MILLIS));
            byte[] bytes = ANSWER.getBytes(UTF_8);
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
