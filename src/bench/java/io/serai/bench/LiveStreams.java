package io.serai.bench;

import io.serai.bench.Budget.Bound;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How soon a provider learns that a client has left, and how even the pace of a stream stays. Both ends are in this process, so that one
 * clock reads them; the gateway between them is a process of its own, apart from those that are compared with others.
 */
final class LiveStreams {

    private static final int GAP_MILLIS = 200;
    private static final Pattern SENT = Pattern.compile("\"at (\\d+)\"");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Executor CLIENTS = task -> Thread.ofVirtual().start(task);

    private final Lab lab;
    private final Options options;
    private final int leavers;
    private final int events;

    LiveStreams(Lab lab, Options options) {
        boolean quick = options.plan().name().equals(Plan.QUICK.name());
        this.lab = lab;
        this.options = options;
        this.leavers = quick ? 50 : 500;
        this.events = quick ? 10 : 50;
    }

    /** The measurement as a section of the report; empty where there is no gateway to measure. */
    String text() throws IOException, InterruptedException {
        if (options.serai().isEmpty()) {
            return "";
        }
        try (WatchedUpstream upstream = new WatchedUpstream(events, GAP_MILLIS)) {
            Call call = gateway(upstream.port());
            aborts(call, upstream, leavers / 2);
            Percentiles aborts = aborts(call, upstream, leavers);
            deviations(call, Plan.BUSY);
            Percentiles deviations = deviations(call, Plan.BUSY);
            return section(aborts, deviations);
        }
    }

    /** From a client's close to the upstream's sight of it. */
    private static Percentiles aborts(Call call, WatchedUpstream upstream, int clients)
            throws IOException, InterruptedException {
        Histogram histogram = new Histogram();
        for (int i = 0; i < clients; i++) {
            long left;
            try (Socket client = open(call)) {
                new Arrivals(client.getInputStream()).next();
                left = System.nanoTime();
            }
            histogram.record(upstream.departure() - left);
        }
        return histogram.percentiles();
    }

    /** How much longer or shorter the gap between two events is where they arrive than where they left. */
    private static Percentiles deviations(Call call, int streams) {
        List<CompletableFuture<List<Long>>> running = new ArrayList<>();
        for (int i = 0; i < streams; i++) {
            // Spread over one gap, so that they don't run in step.
            long delay = TimeUnit.MILLISECONDS.toNanos(GAP_MILLIS) * i / streams;
            Executor later = CompletableFuture.delayedExecutor(delay, TimeUnit.NANOSECONDS, CLIENTS);
            running.add(CompletableFuture.supplyAsync(() -> deviations(call), later));
        }
        Histogram histogram = new Histogram();
        running.forEach(stream -> stream.join().forEach(histogram::record));
        return histogram.percentiles();
    }

    private static List<Long> deviations(Call call) {
        List<Long> deviations = new ArrayList<>();
        try (Socket client = open(call)) {
            Arrivals arrivals = new Arrivals(client.getInputStream());
            Optional<Arrival> last = arrivals.next();
            for (Optional<Arrival> next = arrivals.next(); next.isPresent(); next = arrivals.next()) {
                deviations.add(
                        Math.abs(next.get().transit() - last.orElseThrow().transit()));
                last = next;
            }
        } catch (IOException e) {
            throw new IllegalStateException("a stream broke", e);
        }
        return deviations;
    }

    private static Socket open(Call call) throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), call.port());
        client.setTcpNoDelay(true);
        client.setSoTimeout((int) PATIENCE.toMillis());
        client.getOutputStream().write(call.request());
        return client;
    }

    private Call gateway(int upstreamPort) throws InterruptedException {
        int port = Lab.freePort();
        String command = options.serai()
                .replace("{java}", ChildProcess.javaCommand())
                .replace("{port}", String.valueOf(port))
                .replace("{upstream}", "http://127.0.0.1:" + upstreamPort);
        ChildProcess process = lab.keep(
                ChildProcess.logged("serai-live", List.of("sh", "-c", "exec " + command), Map.of(), lab.folder()));
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!listens(port)) {
            if (!process.alive() || System.nanoTime() - until > 0) {
                throw new IllegalStateException("the gateway did not start\n" + process.lastWords());
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        String model = options.seraiPrefix() + MockAnswer.stream(events, GAP_MILLIS);
        return new Call(port, options.seraiHeaders(), model, events, 12, Call.ALIKE);
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private String section(Percentiles aborts, Percentiles deviations) {
        StringBuilder text = new StringBuilder("## Live streams\n\n");
        text.append(String.format(
                Locale.ROOT,
                "On a gateway of its own, both ends on one clock: %d clients that leave one after another after the first event "
                        + "of their stream; and %d streams side by side, begun evenly over one gap, %d events each, which leave the upstream %d ms apart.%n%n",
                leavers,
                Plan.BUSY,
                events,
                GAP_MILLIS));
        text.append("| Promise | Limit | Found, p99 | p50 | Worst | |\n|---|---|---|---|---|---|\n");
        row(text, "a client that leaves aborts the upstream call within", 100, aborts);
        row(text, "events arrive as far apart as they left, but for", 20, deviations);
        return text.append('\n').toString();
    }

    private static void row(StringBuilder text, String promise, double limitMillis, Percentiles found) {
        Budget budget = new Budget(
                promise, Bound.AT_MOST, limitMillis, " ms", OptionalDouble.of(found.p99() / 1e6), Optional.empty());
        text.append(String.format(
                Locale.ROOT,
                "| %s | %s | %s | %.2f ms | %.2f ms | %s |%n",
                budget.promise(),
                budget.limitText(),
                budget.figureText(),
                found.p50() / 1e6,
                found.max() / 1e6,
                budget.verdict()));
    }

    /** An event: when it left and when it came, by one clock. */
    private record Arrival(long sent, long received) {
        long transit() {
            return received - sent;
        }
    }

    /** The events of a stream as they come. The gateway never cuts one in two, so neither chunk sizes nor heads get in the way. */
    private static final class Arrivals {
        private final InputStream in;
        private final byte[] bytes = new byte[16 * 1024];
        private final StringBuilder unread = new StringBuilder();
        private long received;

        Arrivals(InputStream in) {
            this.in = in;
        }

        /** The next event; empty after the last. */
        Optional<Arrival> next() throws IOException {
            Matcher event = SENT.matcher(unread);
            while (!event.find()) {
                if (unread.indexOf("data: [DONE]") >= 0) {
                    return Optional.empty();
                }
                int count = in.read(bytes);
                if (count < 0) {
                    throw new IOException("the stream ended early: " + unread);
                }
                received = System.nanoTime();
                unread.append(new String(bytes, 0, count, StandardCharsets.UTF_8));
                event.reset();
            }
            Arrival arrival = new Arrival(Long.parseLong(event.group(1)), received);
            unread.delete(0, event.end());
            return Optional.of(arrival);
        }
    }
}
