package io.serai.gateway.faults;

import io.serai.api.call.CallNames;
import io.serai.api.meter.Meter;
import io.serai.api.standing.Cooldown;
import io.serai.api.standing.Standing;
import io.serai.api.standing.Standings;
import io.serai.gateway.TestGateway;
import io.serai.processors.routing.TargetBalancer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ServerSocketFactory;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.LoadBalanceDefinition;

/** A running gateway with faulty providers and a good one, with a model for each row of the table. */
final class FaultGateway implements AutoCloseable {

    /** Bytes of an event or a whole answer. */
    static final int LARGEST = 64 * 1024;

    /** How long whoever has failed is left alone. */
    static final Duration REST = Duration.ofHours(1);

    /** What the good provider says. */
    static final String GOOD = "good";
    /** Tokens that it takes for that. */
    static final int GOOD_USED = 4;

    private final List<AutoCloseable> parts = new ArrayList<>();
    private final FaultServer upstream;
    private final TestGateway gateway;
    private final Standings standings = Standings.ofThisNode();
    private final Map<String, Meter> meters = new ConcurrentHashMap<>();

    FaultGateway(Path folder) throws Exception {
        upstream = started(new FaultServer(FaultGateway::answer));
        TestGateway.Setup setup = TestGateway.setup()
                .set("serai.upstream.max-event", "64KiB")
                .set("serai.upstream.max-answer", "64KiB")
                .provider(Faults.FAULTY, url("http", upstream.port(), Faults.FAULTY))
                .provider(GOOD, url("http", upstream.port(), GOOD))
                .provider("refusing", url("http", refusingPort(), "refusing"))
                .provider("unknown-host", "http://nowhere.invalid/v1")
                .model("valid", "- to: {uri: \"ai:valid/m\"}\n")
                .provider("full", url("http", started(new FullPort()).port(), "full"));
        secure(setup, folder);
        gateway = started(setup.start());
    }

    private static void answer(FaultServer.Connection connection) throws IOException {
        connection.head(200, Wire.JSON);
        connection.write(Wire.answer(GOOD, 3, 1));
    }

    private static String url(String scheme, int port, String provider) {
        return scheme + "://127.0.0.1:" + port + "/" + provider + "/v1";
    }

    /** A port that is taken, and on which nobody listens. */
    private int refusingPort() throws IOException {
        Socket bound = started(new Socket());
        bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return bound.getLocalPort();
    }

    private void secure(TestGateway.Setup setup, Path folder) throws Exception {
        Certificates certificates = new Certificates(folder);
        for (Map.Entry<Certificates.Kind, ServerSocketFactory> each :
                certificates.servers().entrySet()) {
            String name = each.getKey().label();
            FaultServer server = started(new FaultServer(each.getValue(), FaultGateway::answer));
            setup.provider(name, url("https", server.port(), name));
        }
        setup.set("serai.upstream.trusted-certificates", certificates.trusted().toString());
    }

    private <T extends AutoCloseable> T started(T part) {
        parts.add(0, part);
        return part;
    }

    /** Publishes the model of a row. */
    void publish(Fault row, Rescue rescue) throws Exception {
        upstream.script(target(row, rescue), row.script());
        gateway.gateway().camel().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                LoadBalanceDefinition balanced = from("model:" + model(row, rescue))
                        .process(FaultGateway.this::remember)
                        .loadBalance(balancer())
                        .to("ai:" + target(row, rescue) + "?" + row.patience().options());
                if (rescue == Rescue.GOOD) {
                    balanced.to("ai:" + good(row, rescue));
                }
            }
        });
    }

    private TargetBalancer balancer() {
        TargetBalancer balancer = new TargetBalancer();
        balancer.setStandings(standings);
        balancer.setCooldown(new Cooldown(1, REST));
        return balancer;
    }

    private void remember(Exchange exchange) {
        meters.put(
                exchange.getMessage().getHeader(CallNames.MODEL, String.class),
                exchange.getProperty(CallNames.METER, Meter.class));
    }

    /** Whether somebody else can answer. */
    enum Rescue {
        NONE,
        GOOD
    }

    /** Whom a caller asks for. */
    static String model(Fault row, Rescue rescue) {
        return row.id() + (rescue == Rescue.GOOD ? "-or-good" : "");
    }

    /** Who is asked first. */
    static String target(Fault row, Rescue rescue) {
        return row.provider() + "/" + model(row, rescue);
    }

    /** Who is asked if nobody else answers. */
    static String good(Fault row, Rescue rescue) {
        return GOOD + "/" + model(row, rescue);
    }

    HttpResponse<String> call(String model, Fault.Form form) throws IOException, InterruptedException {
        String stream = form == Fault.Form.WHOLE
                ? "\"stream\":false"
                : "\"stream\":true,\"stream_options\":{\"include_usage\":true}";
        return gateway.send(gateway.post(
                "/v1/chat/completions",
                "{\"model\":\"" + model + "\"," + stream + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"));
    }

    FaultServer upstream() {
        return upstream;
    }

    Meter meter(String model) {
        return Objects.requireNonNull(meters.get(model), model);
    }

    Standing standing(String target) {
        return standings.of(target);
    }

    /** Calls that have not come to their end, on either side. */
    int underWay() {
        return gateway.gateway().running()
                + gateway.gateway().camel().getInflightRepository().size()
                + upstream.open();
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable part : parts) {
            part.close();
        }
    }
}
