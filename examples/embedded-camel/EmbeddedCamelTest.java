package io.serai.examples.embeddedcamel;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.model.ModelCatalog;
import java.util.List;
import org.apache.camel.BeanInject;
import org.apache.camel.CamelContext;
import org.apache.camel.Produce;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.Test;

/** An ordinary camel-main application that finds both components on its class path. */
@CamelMainTest(properties = "camel.main.routesIncludePattern=file:embedded-camel/digest.yaml")
class EmbeddedCamelTest {

    @BeanInject
    CamelContext context;

    @Produce("direct:digest")
    ProducerTemplate digest;

    @Test
    void route_ofAnOrdinaryApplication_callsModelsInParallelAndKeepsTheOrder() {
        List<Object> headlines =
                digest.requestBody((Object) "The inn opens.\n\nThe camels rest.\n\nThe caravan goes on.", List.class);

        assertThat(headlines)
                .containsExactly(
                        "[simulated editor] In short: The inn opens.",
                        "[simulated editor] In short: The camels rest.",
                        "[simulated editor] In short: The caravan goes on.");
    }

    @Test
    void application_withoutGateway_servesNothing() {
        assertThat(context.hasComponent("platform-http")).isNull();
        assertThat(context.getComponentNames()).contains("ai", "model", "direct");
        assertThat(context.getRegistry().findSingleByType(ModelCatalog.class).models())
                .isEmpty();
    }
}
