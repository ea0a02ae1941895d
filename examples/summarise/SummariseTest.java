package io.serai.examples.summarise;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.examples.testing.ExampleGateway;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.apache.camel.test.main.junit5.CamelMainTestSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the models are asked: the route alone, its models mocked. */
class SummariseTest extends CamelMainTestSupport {

    @TempDir
    Path folder;

    @Override
    protected void configure(MainConfigurationProperties configuration) {
        configuration.setRoutesIncludePattern("file:summarise/summarise.camel.yaml");
    }

    @Override
    public void configureTest(TestExecutionConfiguration configuration) {
        super.configureTest(configuration);
        configuration.withUseAdviceWith(true);
    }

    @Test
    void summaries_ofParallelSections_areJoinedInTheirOrder() throws Exception {
        MockEndpoint reader = start();
        MockEndpoint writer = getMockEndpoint("mock:writer");
        reader.whenAnyExchangeReceived(exchange -> {
            String[] lines = exchange.getMessage().getBody(String.class).split("\n");
            exchange.getMessage().setBody("summary of " + lines[2]);
        });
        List<String> headings = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            headings.add("# Chapter " + i);
            text.append("# Chapter ")
                    .append(i)
                    .append("\n\n")
                    .append("word ".repeat(2000))
                    .append("\n\n");
        }

        template.requestBody("model:summarise", (Object) ExampleGateway.request("summarise", text.toString()));

        assertThat(reader.getReceivedCounter()).isEqualTo(20);
        assertThat(writer.getReceivedCounter()).isEqualTo(1);
        String asked = writer.getExchanges().get(0).getMessage().getBody(String.class);
        assertThat(asked).startsWith("Summarise").containsSubsequence(headings);
    }

    private MockEndpoint start() throws Exception {
        Properties settings = new Properties();
        settings.setProperty("serai.folder", "unused");
        settings.setProperty("summarise.folder", folder.toString());
        context.getPropertiesComponent().setOverrideProperties(settings);
        AdviceWith.adviceWith(context, "summarise", advice -> {
            advice.weaveById("summarise-section").replace().to("mock:reader");
            advice.weaveById("summarise-whole").replace().to("mock:writer");
        });
        context.start();
        return getMockEndpoint("mock:reader");
    }
}
