package io.serai.processors.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.processors.cache.store.LocalCacheStore;
import io.serai.processors.cache.store.LocalNotes;
import java.time.InstantSource;
import java.util.List;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

/** F66: what changes in a route changes the keys of its cache, and nothing else does: neither another node nor a route beside it. */
class RouteVersionTest {

    private static final String CACHED =
            """
            - kamelet:
                      name: serai-cache
                      parameters: {name: NAME}
                      steps:
                        - setHeader: {name: style, constant: STYLE}
                        - to: {uri: direct:writer}
            """
                    .strip();

    private final LocalCacheStore store = new LocalCacheStore(1 << 20, InstantSource.system());
    private final Properties properties = new Properties();
    private final CacheSpace space = new CacheSpace(store, new LocalNotes(store), FlightBoard.ALONE, CacheScope.TENANT);

    private static String route(String id, String... styles) {
        StringBuilder route = new StringBuilder(
                "- route:\n    id: " + id + "\n    from:\n      uri: direct:" + id + "\n      steps:\n");
        for (String style : styles) {
            route.append("        - setBody: {simple: '${exchangeProperty.asked}'}\n        ")
                    .append(CACHED.replace("STYLE", style)
                            .replace("NAME", id + style)
                            .replace("\n", "\n      "))
                    .append('\n');
        }
        return route.toString();
    }

    /** The answers of a route's caches to one request, on a node of its own, where each of the routes is in a file of its own. */
    private Exchange ask(String id, String... routes) throws Exception {
        try (CamelContext camel = new DefaultCamelContext()) {
            camel.disableJMX();
            camel.getRegistry().bind("caches", CacheSpace.class, space);
            camel.getRegistry().bind("writer", (Processor) exchange -> exchange.getMessage()
                    .setBody(CacheLab.answer(exchange.getMessage().getHeader("style", String.class), "stop")));
            String writer = "- route: {id: writer, from: {uri: direct:writer, steps: [{process: {ref: writer}}]}}\n";
            camel.getPropertiesComponent().setInitialProperties(properties);
            for (String route : routes) {
                PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("mine.camel.yaml", route));
            }
            PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("writer.camel.yaml", writer));
            camel.start();
            return camel.createProducerTemplate().send("direct:" + id, exchange -> {
                exchange.setProperty("asked", CacheLab.request("Hi"));
                exchange.getMessage().setBody(CacheLab.request("Hi"));
            });
        }
    }

    @Test
    void anotherNode_withOtherRoutesBefore_sharesTheAnswers() throws Exception {
        assertThat(CacheLab.verdict(ask("mine", route("mine", "terse")))).isEqualTo(CacheVerdict.MISS);

        Exchange again = ask("mine", route("before", "long", "longer"), route("mine", "terse"));

        assertThat(CacheLab.verdict(again)).isEqualTo(CacheVerdict.HIT);
    }

    @Test
    void routeThatHasChanged_hasNoneOfTheFormerAnswers() throws Exception {
        ask("mine", route("mine", "terse"));

        String changed = route("mine", "chatty").replace("minechatty", "mineterse");
        assertThat(CacheLab.text(ask("mine", changed))).isEqualTo("chatty");
    }

    @Test
    void kameletWithinThatIsUsedOtherwise_isAnotherVersion() throws Exception {
        String styled =
                """
                - routeTemplate:
                    id: styled
                    parameters: [{name: style}]
                    from:
                      uri: kamelet:source
                      steps:
                        - setHeader: {name: style, simple: "{{style}}"}
                """;
        String terse = route("mine", "x")
                .replace(
                        "setHeader: {name: style, constant: x}", "kamelet: {name: styled, parameters: {style: terse}}");

        assertThat(CacheLab.text(ask("mine", styled, terse))).isEqualTo("terse");
        assertThat(CacheLab.text(ask("mine", styled, terse.replace("style: terse", "style: chatty"))))
                .isEqualTo("chatty");
    }

    @Test
    void propertyOfABean_thatTheRouteOnlyNames_isPartOfIt() throws Exception {
        String bean = "- beans: [{name: tone, type: '#class:%s', properties: {style: terse}}]%n"
                .formatted(Tone.class.getName());
        String terse =
                bean + route("mine", "x").replace("setHeader: {name: style, constant: x}", "process: {ref: tone}");

        assertThat(CacheLab.text(ask("mine", terse))).isEqualTo("terse");
        assertThat(CacheLab.text(ask("mine", terse.replace("style: terse", "style: chatty"))))
                .isEqualTo("chatty");
    }

    /** A bean that decides what is answered. */
    public static final class Tone implements Processor {
        private String style = "";

        public void setStyle(String style) {
            this.style = style;
        }

        @Override
        public void process(Exchange exchange) {
            exchange.getMessage().setHeader("style", style);
        }
    }

    @Test
    void valueOfAPlaceholder_isPartOfIt() throws Exception {
        String route = "# {{nobody.knows}}\n" + route("mine", "'{{style}}'").replace("mine'{{style}}'", "mine");
        properties.setProperty("style", "terse");
        assertThat(CacheLab.text(ask("mine", route))).isEqualTo("terse");
        assertThat(CacheLab.verdict(ask("mine", route))).isEqualTo(CacheVerdict.HIT);

        properties.setProperty("style", "chatty");
        assertThat(CacheLab.text(ask("mine", route))).isEqualTo("chatty");
    }

    @Test
    void twoCachesInOneRoute_keepTheirAnswersApart() throws Exception {
        Exchange first = ask("mine", route("mine", "terse", "chatty"));
        Exchange second = ask("mine", route("mine", "terse", "chatty"));

        assertThat(List.of(CacheLab.text(first), CacheLab.text(second))).containsExactly("chatty", "chatty");
        assertThat(CacheLab.verdict(first)).isEqualTo(CacheVerdict.MISS);
        assertThat(CacheLab.verdict(second)).isEqualTo(CacheVerdict.HIT);
        assertThat(store.statistics().entries()).isEqualTo(2);
    }

    @Test
    void kameletThatIsUsedTwiceAlike_stopsTheStart_asCamelWouldRunTheStepsOfOneForBoth() {
        String same = route("mine", "terse", "chatty").replace("minechatty", "mineterse");

        assertThatThrownBy(() -> ask("mine", same))
                .rootCause()
                .hasMessage("the Kamelet serai-cache is used more than once with the same parameters, in mine and mine:"
                        + " give each a name of its own by its parameter name");
    }
}
