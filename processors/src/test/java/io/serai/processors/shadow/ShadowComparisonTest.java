package io.serai.processors.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.CallNames;
import io.serai.api.chat.ChatRequest;
import io.serai.api.chat.ToolCall;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.meter.Attempt;
import io.serai.api.meter.Meter;
import io.serai.api.meter.MeterListener;
import io.serai.api.meter.Purpose;
import io.serai.api.shadow.ShadowComparison;
import io.serai.api.shadow.ShadowComparison.Likeness;
import io.serai.api.shadow.ShadowComparison.Preference;
import io.serai.api.shadow.ShadowSide.SchemaFit;
import io.serai.processors.prices.Costs;
import io.serai.processors.prices.PriceList;
import io.serai.processors.prices.PriceListReader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What a comparison says of two answers. */
class ShadowComparisonTest extends ShadowInRoute {

    @Test
    void schema_askedFor_isHeldAgainstBoth() throws Exception {
        start();
        real = exchange -> answer("{\"age\": 7}");
        candidate = exchange -> answer("seven");
        Map<String, Object> schema = Map.of(
                "type", "object", "required", List.of("age"), "properties", Map.of("age", Map.of("type", "integer")));

        call(exchange -> exchange.getMessage()
                .getBody(Map.class)
                .put(
                        "response_format",
                        Map.of("type", "json_schema", "json_schema", Map.of("name", "a", "schema", schema))));

        ShadowComparison comparison = heard.next();
        assertThat(comparison.real().schema()).isEqualTo(SchemaFit.FITS);
        assertThat(comparison.candidate().schema()).isEqualTo(SchemaFit.DIFFERS);
    }

    @Test
    void cost_ofModelsThatHaveAPrice_isKnown() throws Exception {
        PriceList prices = PriceListReader.read(
                "prices.yaml",
                """
                prices:
                  candidate:
                    source: https://example.com/prices
                    date: 2026-11-21
                    models:
                      m: {input: 1, output: 2}
                """);
        camel.getCamelContextExtension().addContextPlugin(Costs.class, new Costs(prices, name -> List.of()));
        start();

        call(exchange -> exchange.setProperty(CallNames.METER, new Meter(MeterListener.NONE)));

        ShadowComparison comparison = heard.next();
        // 10 tokens at 1 dollar and 5 at 2 dollars a million
        assertThat(comparison.candidate().costNanoDollars()).hasValue(20_000);
        assertThat(comparison.real().costNanoDollars()).isEmpty();
    }

    private static Map<String, Object> calling(ToolCall... calls) {
        Map<String, Object> message = ChatRequest.message("assistant", "");
        message.put("tool_calls", List.of(calls).stream().map(ToolCall::map).toList());
        return Map.of("choices", List.of(Map.of("index", 0, "message", message, "finish_reason", "tool_calls")));
    }

    @Test
    void toolCalls_equalButForIdsAndSpelling_areTheSame() throws Exception {
        start();
        real = exchange -> calling(ToolCall.of("1", "weather", "{\"city\":\"Wien\", \"days\": 2}"));
        candidate = exchange -> calling(ToolCall.of("2", "weather", "{ \"days\":2,\"city\":\"Wien\"}"));
        call();
        assertThat(heard.next().toolCalls()).isEqualTo(Likeness.SAME);

        candidate = exchange -> calling(ToolCall.of("2", "weather", "{\"city\":\"Graz\"}"));
        call();
        assertThat(heard.next().toolCalls()).isEqualTo(Likeness.DIFFERENT);

        candidate = exchange -> answer("sunny");
        call();
        ShadowComparison comparison = heard.next();
        assertThat(comparison.toolCalls()).isEqualTo(Likeness.DIFFERENT);
        assertThat(comparison.finishReasons()).isEqualTo(Likeness.DIFFERENT);
    }

    @Test
    void judge_isAskedOnTheShadowsBillAndHeard() throws Exception {
        balancer.setJudge("direct:judge");
        start();
        List<String> shown = new CopyOnWriteArrayList<>();
        judge = exchange -> {
            String material = new ChatRequest(exchange.getMessage().getBody(Map.class)).lastUserText();
            shown.add(material);
            return answer(material.indexOf("candidate") < material.indexOf("real") ? "1" : "2");
        };
        Meter callers = new Meter(MeterListener.NONE);

        call(exchange -> exchange.setProperty(CallNames.METER, callers));

        assertThat(heard.next().preferred()).contains(Preference.CANDIDATE);
        assertThat(shown.get(0)).contains("hello", "candidate", "real");
        assertThat(callers.count()).isEqualTo(1);
        assertThat(attempts).extracting(Attempt::purpose).containsExactly(Purpose.SHADOW, Purpose.SHADOW);
    }

    @Test
    void judge_thatFailsOrTalks_leavesItOpen() throws Exception {
        balancer.setJudge("direct:judge");
        start();
        judge = exchange -> {
            throw new ProviderException(ErrorKind.PROVIDER_TIMEOUT, "too slow");
        };
        call();
        assertThat(heard.next().preferred()).contains(Preference.UNKNOWN);

        judge = exchange -> answer("Both have their merits.");
        call();
        assertThat(heard.next().preferred()).contains(Preference.UNKNOWN);

        judge = exchange -> answer("3");
        call();
        assertThat(heard.next().preferred()).contains(Preference.NEITHER);
    }
}
