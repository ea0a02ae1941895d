package io.serai.examples.contentrouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.examples.testing.ExampleGateway;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.BeanInject;
import org.apache.camel.CamelContext;
import org.apache.camel.Produce;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which model is chosen for what: the route alone, its models mocked. */
@CamelMainTest(
        properties = "camel.main.routesIncludePattern=file:content-router/content-router.camel.yaml",
        mockEndpointsAndSkip = "ai:*")
class ContentRouterTest {

    private static final Map<String, Object> IMAGE =
            Map.of("type", "image_url", "image_url", Map.of("url", "data:image/png;base64,AA=="));

    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of("fast", "What is an inn?"),
                Arguments.of("fast", List.of(part("What is an inn?"))),
                Arguments.of("fast", "A".repeat(8000)),
                Arguments.of("fast", "Is an image_url an image?"),
                Arguments.of("vision", List.of(part("What is this?"), IMAGE)),
                Arguments.of("vision", List.of(IMAGE)),
                Arguments.of("vision", List.of(part("```java\nint i;\n```"), IMAGE)),
                Arguments.of("code", "Fix this:\n```java\nint i = \"1\";\n```"),
                Arguments.of("code", List.of(part("Fix this:\n```\nint i\n```"))),
                Arguments.of("code", "```\n" + "x".repeat(9000) + "\n```"),
                Arguments.of("long", "A".repeat(8001)),
                Arguments.of("long", "Zeile\n".repeat(2000)),
                Arguments.of("long", List.of(part("A".repeat(8001)))),
                Arguments.of("multilingual", "Was ist das und wie viele der Leute kennen es?"),
                Arguments.of("multilingual", "Où est la gare ?"),
                Arguments.of("multilingual", "Привет, мир"),
                Arguments.of("multilingual", "旅館とは何ですか"),
                Arguments.of("multilingual", List.of(part("¿Qué es una posada?"))));
    }

    private static Map<String, Object> part(String text) {
        return Map.of("type", "text", "text", text);
    }

    @BeanInject
    CamelContext context;

    @Produce("model:content-router")
    ProducerTemplate caller;

    @ParameterizedTest
    @MethodSource("io.serai.examples.contentrouter.ContentRouterTest#requests")
    void request_ofEachKind_goesToItsModelAlone(String model, Object content) {
        MockEndpoint.resetMocks(context);

        caller.requestBody((Object) ExampleGateway.request("content-router", content));

        assertThat(context.getEndpoints().stream()
                        .filter(endpoint -> endpoint instanceof MockEndpoint mock && mock.getReceivedCounter() == 1)
                        .map(endpoint -> endpoint.getEndpointUri()))
                .containsExactly("mock://ai:simulated/" + model);
    }
}
