package io.serai.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A long conversation that no route changes leaves as the client spelt it, byte for byte. */
class UnchangedMessagesTest {

    private static final String MESSAGES =
            "[ {\"role\" : \"system\",\n\t\"content\" : \"caf\\u00e9 \\/ Zoë\"},\n {\"content\":\""
                    + "a long road, ".repeat(1000) + "\", \"role\":\"user\", \"x\" : 1.0e2 } ]";

    private static final String REQUEST = "{ \"messages\" : " + MESSAGES + ", \"model\" : \"%s\" }";

    private static TestUpstream upstream;
    private static TestGateway gateway;

    /** Changes a leaf two levels down. */
    public static final class Terse implements Processor {

        @Override
        @SuppressWarnings("unchecked")
        public void process(Exchange exchange) {
            Map<String, Object> request = exchange.getMessage().getBody(Map.class);
            ((List<Map<String, Object>>) request.get("messages")).get(0).put("content", "Be terse.");
        }
    }

    @BeforeAll
    static void start() throws Exception {
        upstream = TestUpstream.answering();
        gateway = TestGateway.setup()
                .provider("upstream", upstream.baseUrl())
                .model("fast", "- to: {uri: \"ai:upstream/m\"}")
                .model("terse", "- bean: {beanType: \"" + Terse.class.getName() + "\"}\n- to: {uri: \"ai:upstream/m\"}")
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        upstream.close();
    }

    @BeforeEach
    void forget() {
        upstream.bodies().clear();
    }

    @Test
    void messages_untouched_areSentAsTheyCame() throws Exception {
        call("fast");

        assertThat(upstream.bodies()).containsExactly("{\"messages\":" + MESSAGES + ",\"model\":\"m\"}");
    }

    @Test
    void messages_changedByTheRoute_areSentAsTheyAreNow() throws Exception {
        call("terse");

        assertThat(upstream.bodies())
                .singleElement()
                .asString()
                .startsWith(
                        "{\"messages\":[{\"role\":\"system\",\"content\":\"Be terse.\"},{\"content\":\"a long road, ")
                .endsWith("\"role\":\"user\",\"x\":1.0E+2}],\"model\":\"m\"}");
    }

    private static void call(String model) throws Exception {
        HttpResponse<String> answer = gateway.send(gateway.post("/v1/chat/completions", REQUEST.formatted(model)));
        assertThat(answer.statusCode()).isEqualTo(200);
    }
}
