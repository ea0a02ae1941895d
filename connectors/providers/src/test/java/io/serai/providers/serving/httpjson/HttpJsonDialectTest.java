package io.serai.providers.serving.httpjson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.serai.api.call.Operation;
import io.serai.api.model.ModelCard;
import io.serai.providers.Provider;
import io.serai.providers.http.FaultServer;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translation.MalformedException;
import io.serai.providers.http.Translator;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Delivery;
import io.serai.providers.http.Translator.Head;
import io.serai.providers.http.UpstreamClient;
import io.serai.providers.http.UpstreamOptions;
import io.serai.providers.spi.ProviderSettings;
import io.serai.providers.spi.Timeouts;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HttpJsonDialectTest {

    private static final Head HEAD = new Head(name -> Optional.empty(), Instant.EPOCH);
    private static final Map<String, Object> REQUEST =
            Map.of("inputs", List.of(Map.of("name", "x", "shape", List.of(1), "datatype", "FP32", "data", List.of(1))));

    static List<Arguments> wrongOptions() {
        return List.of(
                Arguments.of(Map.of(), "predict, embed and chat"),
                Arguments.of(Map.of("predict", "x"), "option predict"),
                Arguments.of(Map.of("predict", Map.of("path", "/p")), "predict.request"),
                Arguments.of(Map.of("predict", "{\"request\": "), "option predict"),
                Arguments.of(predict("request", Map.of("a", List.of("$.b", "$.inputs["))), "predict.request.a[1]"),
                Arguments.of(predict("response", Map.of("outputs", "$[?(")), "predict.response.outputs"),
                Arguments.of(predict("method", "GET"), "predict.method"),
                Arguments.of(predict("path", "p"), "predict.path"),
                Arguments.of(predict("query", "p"), "'query'"),
                Arguments.of(Map.of("embed", Map.of("request", Map.of())), "embed.response"));
    }

    private static Map<String, Object> predict(String key, Object value) {
        Map<String, Object> options = new HashMap<>(Map.of("request", Map.of("a", "$.inputs")));
        options.put(key, value);
        return Map.of("predict", options);
    }

    @ParameterizedTest
    @MethodSource("wrongOptions")
    void option_thatIsWrong_isNamed(Map<String, Object> options, String named) {
        assertThatThrownBy(() -> translator(options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }

    @Test
    void answer_inWhichNothingIsSelected_isMalformed() {
        Translator translator = translator(predict("response", "$.scores"));
        Translation call = translator.translate(new Asked(Operation.PREDICT, "m", REQUEST, Delivery.WHOLE));
        assertThat(catchThrowableOfType(MalformedException.class, () -> call.answer(Map.of("other", 1), HEAD)))
                .hasMessageContaining("predict.response");
    }

    @Test
    void text_inARequest_isNeverAPath() throws Exception {
        Translator translator = translator(predict("request", Map.of("v", "$.inputs[0].name")));
        Map<String, Object> hostile = Map.of("inputs", List.of(Map.of("name", "$.inputs[0].data", "data", List.of(1))));
        byte[] body = translator
                .translate(new Asked(Operation.PREDICT, "m", hostile, Delivery.WHOLE))
                .outgoing()
                .body();
        assertThat(body).asString().isEqualTo("{\"v\":\"$.inputs[0].data\"}");
    }

    @Test
    void model_inThePath_staysInItsPlace() {
        Translator translator = translator(predict("path", "/m/{model}/run"));
        assertThat(translator
                        .translate(new Asked(Operation.PREDICT, "../a?b", REQUEST, Delivery.WHOLE))
                        .outgoing()
                        .path())
                .isEqualTo("/m/..%2Fa%3Fb/run");
    }

    @Test
    void provider_withoutAnAddress_isNotConfigured() {
        Provider provider = new Provider();
        provider.setDialect("http-json");
        provider.setOptions(predict("path", "/p"));
        Vertx vertx = Vertx.vertx();
        try (UpstreamClient http = new UpstreamClient(vertx, UpstreamOptions.DEFAULT)) {
            assertThat(provider.open("p", http).backend().status()).isEqualTo(ModelCard.Status.NOT_CONFIGURED);
        } finally {
            vertx.close();
        }
    }

    @Test
    void method_isSent() {
        Translator translator = translator(predict("method", "PUT"));
        assertThat(translator
                        .translate(new Asked(Operation.PREDICT, "m", REQUEST, Delivery.WHOLE))
                        .outgoing()
                        .method())
                .isEqualTo("PUT");
    }

    @Test
    void beanOfYaml_keepsItsTemplates() throws Exception {
        try (FaultServer server = new FaultServer(connection -> {
                    connection.read();
                    connection.answer(200, "content-type: application/json\r\n", "{\"y\": [2]}");
                });
                CamelContext context = new DefaultCamelContext()) {
            String yaml =
                    """
                    - beans:
                        - name: churn
                          type: io.serai.providers.Provider
                          properties:
                            dialect: http-json
                            baseUrl: %s
                            options:
                              predict: |
                                {"path": "/score/{model}",
                                 "request": {"rows": [{"value": "$.inputs[0].data", "a.b": 1}], "n": {"m": {}}},
                                 "response": {"outputs": [{"name": "y", "data": "$.y"}]}}
                    """
                            .formatted(server.url());
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("churn.camel.yaml", yaml));
            context.start();

            Map<?, ?> answer =
                    context.createProducerTemplate().requestBody("ai:churn/m?operation=predict", REQUEST, Map.class);

            assertThat(answer.get("outputs")).asString().contains("name=y");
            assertThat(server.requests().element().text())
                    .isEqualTo("{\"rows\":[{\"value\":[1],\"a.b\":1}],\"n\":{\"m\":{}}}");
        }
    }

    private static Translator translator(Map<String, Object> options) {
        return HttpJsonDialect.translator(
                new ProviderSettings("p", Optional.empty(), Optional.empty(), Map.of(), options, Timeouts.DEFAULT));
    }
}
