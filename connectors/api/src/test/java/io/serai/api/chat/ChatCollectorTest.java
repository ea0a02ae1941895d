package io.serai.api.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChatCollectorTest {

    static Stream<Arguments> toolCalls() {
        return Stream.of(
                row(
                        "interleaved parallel calls",
                        "a:f({'x':1}) b:g({'y':2})",
                        "{'index':0,'id':'a','type':'function','function':{'name':'f','arguments':''}}",
                        "{'index':1,'id':'b','type':'function','function':{'name':'g','arguments':''}}",
                        "{'index':0,'function':{'arguments':'{\\'x'}}",
                        "{'index':1,'function':{'arguments':'{\\'y\\''}}",
                        "{'index':0,'function':{'arguments':'\\':1}'}}",
                        "{'index':1,'function':{'arguments':':2}'}}"),
                row(
                        "no index, told apart by id",
                        "a:f({'x':1}) b:g({})",
                        "{'id':'a','function':{'name':'f','arguments':''}}",
                        "{'function':{'arguments':'{\\'x\\''}}",
                        "{'function':{'arguments':':1}'}}",
                        "{'id':'b','function':{'name':'g','arguments':'{}'}}"),
                row(
                        "no index, id repeated",
                        "a:f({'x':1})",
                        "{'id':'a','function':{'name':'f','arguments':'{'}}",
                        "{'id':'a','function':{'arguments':'\\'x\\''}}",
                        "{'id':'a','function':{'arguments':':1}'}}"),
                row(
                        "all of index 0, told apart by id",
                        "a:f({}) b:g({})",
                        "{'index':0,'id':'a','function':{'name':'f','arguments':'{'}}",
                        "{'index':0,'function':{'arguments':'}'}}",
                        "{'index':0,'id':'b','function':{'name':'g','arguments':'{'}}",
                        "{'index':0,'function':{'arguments':'}'}}"),
                row(
                        "all of index 0, interleaved by id",
                        "a:f({}) b:g({})",
                        "{'index':0,'id':'a','function':{'name':'f','arguments':'{'}}",
                        "{'index':0,'id':'b','function':{'name':'g','arguments':'{'}}",
                        "{'index':0,'id':'a','function':{'arguments':'}'}}",
                        "{'index':0,'id':'b','function':{'arguments':'}'}}"),
                row(
                        "id and name repeated in each delta",
                        "a:f({'x':1})",
                        "{'index':0,'id':'a','type':'function','function':{'name':'f','arguments':'{\\'x\\''}}",
                        "{'index':0,'id':'a','type':'function','function':{'name':'f','arguments':':1}'}}",
                        "{'index':0,'id':'a','type':'function','function':{'name':'f','arguments':''}}"),
                row(
                        "id and name emptied in later deltas",
                        "a:f({'x':1})",
                        "{'index':0,'id':'a','function':{'name':'f','arguments':'{\\'x\\''}}",
                        "{'index':0,'id':'','function':{'name':'','arguments':':1}'}}"),
                row(
                        "name repeated without id",
                        "-:f({'x':1})",
                        "{'index':0,'function':{'name':'f','arguments':'{\\'x\\''}}",
                        "{'index':0,'function':{'name':'f','arguments':':1}'}}",
                        "{'index':0,'function':{'name':'f','arguments':''}}"),
                row(
                        "whole calls with empty ids and index 0",
                        "-:f({}) -:f({'x':1}) -:g({})",
                        "{'index':0,'id':'','function':{'name':'f','arguments':'{}'}}",
                        "{'index':0,'id':'','function':{'name':'f','arguments':'{\\'x\\':1}'}}",
                        "{'index':0,'id':'','function':{'name':'g','arguments':'{}'}}"),
                row(
                        "whole calls without id and index",
                        "-:f({}) -:g({})",
                        "{'function':{'name':'f','arguments':'{}'}}",
                        "{'function':{'name':'g','arguments':'{}'}}"),
                row(
                        "the same id under two indexes",
                        "a:f({}) a:f({})",
                        "{'index':0,'id':'a','function':{'name':'f','arguments':'{}'}}",
                        "{'index':1,'id':'a','function':{'name':'f','arguments':'{}'}}"),
                row(
                        "indexes from 1",
                        "a:f({}) b:g({})",
                        "{'index':1,'id':'a','function':{'name':'f','arguments':'{}'}}",
                        "{'index':2,'id':'b','function':{'name':'g','arguments':'{}'}}"),
                row(
                        "arguments cut inside escapes",
                        "a:f({'x':'\\u00e9\\n'})",
                        "{'index':0,'id':'a','function':{'name':'f','arguments':'{\\'x\\':\\'\\\\'}}",
                        "{'index':0,'function':{'arguments':'u00'}}",
                        "{'index':0,'function':{'arguments':'e9\\\\'}}",
                        "{'index':0,'function':{'arguments':'n\\'}'}}"));
    }

    /** Calls are told as {@code id:name(arguments)}. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("toolCalls")
    void collect_toolCalls_areAssembledEach(String name, String expected, List<String> deltas) {
        ChatCollector collector = new ChatCollector();
        for (String delta : deltas) {
            collector.add(map("{'choices':[{'index':0,'delta':{'tool_calls':[" + delta + "]}}]}"));
        }

        StringBuilder told = new StringBuilder();
        for (Map<String, Object> call :
                (List<Map<String, Object>>) message(collector).get("tool_calls")) {
            Map<String, Object> function = (Map<String, Object>) call.get("function");
            Object id = call.get("id") == null || call.get("id").equals("") ? "-" : call.get("id");
            told.append(told.isEmpty() ? "" : " ")
                    .append(id + ":" + function.get("name") + "(" + function.get("arguments") + ")");
            assertThat(map((String) function.get("arguments"))).isNotNull();
            assertThat(call).doesNotContainKey("index");
        }
        assertThat(told.toString().replace('"', '\'')).isEqualTo(expected);
    }

    static Stream<Arguments> oddChunks() {
        return Stream.of(
                row("no choices", "hi", "{}", "{'choices':[]}", "{'choices':null}", TEXT),
                row("role only", "hi", "{'choices':[{'index':0,'delta':{'role':'assistant'}}]}", TEXT),
                row("null content", "hi", "{'choices':[{'index':0,'delta':{'content':null}}]}", TEXT),
                row("null content in the end", "hi", TEXT, "{'choices':[{'index':0,'delta':{'content':null}}]}"),
                row("null delta", "hi", "{'choices':[{'index':0,'delta':null}]}", TEXT),
                row("no delta", "hi", "{'choices':[{'index':0}]}", TEXT),
                row(
                        "no index",
                        "hi",
                        "{'choices':[{'delta':{'content':'h'}}]}",
                        "{'choices':[{'delta':{'content':'i'}}]}"),
                row("null choice", "hi", "{'choices':[null]}", TEXT),
                row("choice of another type", "hi", "{'choices':['x',1]}", TEXT),
                row("filter results first", "hi", "{'choices':[],'prompt_filter_results':[{}]}", TEXT),
                row("null tool calls", "hi", "{'choices':[{'index':0,'delta':{'tool_calls':null}}]}", TEXT),
                row(
                        "tool calls of another type",
                        "hi",
                        "{'choices':[{'index':0,'delta':{'tool_calls':[null,1]}}]}",
                        TEXT),
                row("usage in every chunk", "hi", "{'choices':[],'usage':null}", TEXT, "{'choices':[],'usage':{}}"));
    }

    private static final String TEXT = "{'choices':[{'index':0,'delta':{'content':'hi'}}]}";

    @ParameterizedTest(name = "{0}")
    @MethodSource("oddChunks")
    void collect_oddChunks_areTolerated(String name, String expected, List<String> chunks) {
        ChatCollector collector = new ChatCollector();
        chunks.forEach(chunk -> collector.add(map(chunk)));

        assertThat(message(collector).get("content")).isEqualTo(expected);
    }

    @Test
    void collect_names_areNotContinued() {
        ChatCollector collector = new ChatCollector();
        for (int i = 0; i < 3; i++) {
            collector.add(
                    map("{'id':'i" + i + "','object':'chat.completion.chunk','model':'m','system_fingerprint':'fp',"
                            + "'choices':[{'index':0,'delta':{'role':'assistant','content':'a'},'finish_reason':"
                            + (i < 2 ? "null" : "'stop'")
                            + "}],'usage':" + (i < 2 ? "null" : "{'total_tokens':3}") + "}"));
        }

        assertThat(collector.answer())
                .isEqualTo(map("{'id':'i0','object':'chat.completion','model':'m','system_fingerprint':'fp',"
                        + "'choices':[{'index':0,'message':{'role':'assistant','content':'aaa'},'finish_reason':'stop'}],"
                        + "'usage':{'total_tokens':3}}"));
    }

    @Test
    void collect_choicesOutOfOrder_areInTheirOrder() {
        ChatCollector collector = new ChatCollector();
        collector.add(map("{'choices':[{'index':2,'delta':{'content':'c'}},{'index':0,'delta':{'content':'a'}}]}"));
        collector.add(map("{'choices':[{'index':1,'delta':{'content':'b'}}]}"));
        collector.add(map("{'choices':[{'index':2,'delta':{'content':'c'}}]}"));

        assertThat((List<Map<String, Object>>) collector.answer().get("choices"))
                .extracting(choice -> choice.get("index") + "" + ((Map<?, ?>) choice.get("message")).get("content"))
                .containsExactly("0a", "1b", "2cc");
    }

    private static Map<String, Object> message(ChatCollector collector) {
        List<Map<String, Object>> choices =
                (List<Map<String, Object>>) collector.answer().get("choices");
        return (Map<String, Object>) choices.get(0).get("message");
    }

    private static Arguments row(String name, String expected, String... chunks) {
        return Arguments.of(name, expected, Arrays.asList(chunks));
    }

    /** JSON with single quotes, for legibility; {@code \'} is a quote within a string. */
    private static Map<String, Object> map(String json) {
        try {
            return Json.standard()
                    .readObject(json.replace("\\'", "\\\u0000")
                            .replace('\'', '"')
                            .replace('\u0000', '"')
                            .getBytes(UTF_8));
        } catch (JsonException e) {
            throw new AssertionError(json + ": " + e.getMessage());
        }
    }
}
