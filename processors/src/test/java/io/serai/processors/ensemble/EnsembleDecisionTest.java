package io.serai.processors.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.api.chat.ChatRequest;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.ErrorKind;
import io.serai.processors.check.Draft;
import io.serai.processors.check.PatternCheck;
import io.serai.processors.check.Said;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose answer an ensemble gives: by vote, by a judge, by merging, or of the first that is valid. */
class EnsembleDecisionTest extends EnsembleInRoute {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Rome  | Paris  | paris. | Paris
                    Paris | Rome   | PARIS  | Paris
                    Rome  | Paris  | Oslo   | Rome
                    fail  | Paris  | Oslo   | Paris
                    fail  | fail   | Oslo   | Oslo
                    Rome  | fail   | Oslo   | Rome
                    """)
    void vote_ofThree_goesToTheMajorityElseToTheFirst(String a, String b, String c, String winner) throws Exception {
        start(3);
        List<String> words = List.of(a, b, c);
        for (int i = 0; i < 3; i++) {
            String name = "" + (char) ('a' + i);
            if (words.get(i).equals("fail")) {
                fails(name, ErrorKind.PROVIDER_UNAVAILABLE);
            } else {
                says(name, words.get(i));
            }
        }

        // Of two that say the same, which one is heard depends on who came first: two of three are enough.
        assertThat(text(call()).toLowerCase(Locale.ROOT).replace(".", "")).isEqualTo(winner.toLowerCase(Locale.ROOT));
    }

    @Test
    void vote_thatIsCertain_abortsTheRest() throws Exception {
        start(3);
        CountDownLatch begun = new CountDownLatch(1);
        hangs("c", begun);
        models.put("b", exchange -> {
            awaited(begun);
            return Said.text("a");
        });

        assertThat(text(call())).isEqualTo("a");
        await().until(() -> aborted.get() == 1);
    }

    @Test
    void firstValid_isWhoPassesTheChecksFirst() throws Exception {
        PatternCheck check = new PatternCheck();
        check.setPresent("42");
        camel.getRegistry().bind("answer", check);
        ensemble.setBy("first-valid");
        ensemble.setChecks("answer");
        start(4);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch wrong = new CountDownLatch(1);
        models.put("a", exchange -> {
            wrong.countDown();
            return Said.text("7");
        });
        models.put("b", exchange -> {
            awaited(begun);
            awaited(wrong);
            return Said.text("It is 42.");
        });
        hangs("c", begun);
        fails("d", ErrorKind.PROVIDER_UNAVAILABLE);

        assertThat(text(call())).isEqualTo("It is 42.");
        await().until(() -> aborted.get() == 1);
    }

    @Test
    void firstValid_withNobodyValid_saysWhy() throws Exception {
        PatternCheck check = new PatternCheck();
        check.setPresent("42");
        camel.getRegistry().bind("answer", check);
        ensemble.setBy("first-valid");
        ensemble.setChecks("answer");
        start(2);

        assertThat(failure(call())).isEqualTo(ErrorKind.PROVIDER_BAD_RESPONSE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    3               | c
                    The best is 2.  | b
                    4               | a
                    0               | a
                    1 and 3         | a
                    none of them    | a
                    ''              | a
                    """)
    void judge_choosesByNumber_elseTheVoteDoes(String said, String winner) throws Exception {
        ensemble.setBy("judge");
        ensemble.setModel("direct:head");
        start(3);
        says("head", said);

        assertThat(text(call())).isEqualTo(winner);
        assertThat(asked).hasSize(4).endsWith("head");
    }

    @Test
    void judge_failing_leavesItToTheVote() throws Exception {
        ensemble.setBy("judge");
        ensemble.setModel("direct:head");
        start(3);
        fails("head", ErrorKind.PROVIDER_UNAVAILABLE);
        says("c", "b");

        assertThat(text(call())).isEqualTo("b");
    }

    @Test
    void judge_seesEachAnswerOnce_andNoneWhereAllAgree() throws Exception {
        ensemble.setBy("judge");
        ensemble.setModel("direct:head");
        start(3);
        List<String> material = new CopyOnWriteArrayList<>();
        models.put("head", exchange -> {
            material.add(heard(exchange).lastUserText());
            return Said.text("2");
        });
        says("b", "A.");

        assertThat(text(call())).isEqualTo("c");
        assertThat(material).hasSize(1);
        assertThat(material.get(0))
                .contains("Why?", "<answer 1>\na\n", "<answer 2>\nc\n")
                .doesNotContain("A.");
        says("c", "A");
        assertThat(text(call())).isEqualTo("a");
        assertThat(material).hasSize(1);
    }

    @Test
    void merge_writesOneAnswerOfAll_streamedWhereTheCallerStreams() throws Exception {
        ensemble.setBy("merge");
        ensemble.setModel("direct:head");
        start(2);
        List<Map<String, Object>> requests = new CopyOnWriteArrayList<>();
        ChatStream stream = ChatStream.of(Said.text("both", 9));
        models.put("head", exchange -> {
            requests.add(body(exchange));
            return stream;
        });

        Exchange answered = call(streamed());

        assertThat(answered.getMessage().getBody()).isSameAs(stream);
        assertThat(requests.get(0)).containsEntry("stream", true);
        ChatRequest merge = new ChatRequest(requests.get(0));
        assertThat(merge.messages()).hasSize(2);
        assertThat(merge.lastUserText()).contains("<answer 1>\na\n</answer 1>", "<answer 2>\nb\n</answer 2>");
    }

    @Test
    void merge_failing_leavesItToTheVote() throws Exception {
        ensemble.setBy("merge");
        ensemble.setModel("direct:head");
        start(2);
        fails("head", ErrorKind.PROVIDER_TIMEOUT);

        assertThat(call(streamed())
                        .getMessage()
                        .getBody(ChatStream.class)
                        .collect()
                        .toString())
                .contains("content=a");
    }

    private static Map<String, Object> withTools() {
        return Said.json(
                "{'messages': [{'role': 'user', 'content': 'Why?'}], 'tools': [{'type': 'function', 'function':"
                        + " {'name': 'ask'}}]}");
    }

    @Test
    void toolCalls_thatAreEqual_winTheVote() throws Exception {
        start(3);
        models.put("a", exchange -> Said.text("I don't know."));
        models.put("b", exchange -> Said.calls("ask", "{\"a\": 1, \"b\": 2}"));
        models.put("c", exchange -> Said.calls("ask", "{\"b\": 2, \"a\": 1}"));

        assertThat(Draft.in(call(withTools())).calls()).singleElement().satisfies(call -> assertThat(call.name())
                .isEqualTo("ask"));
    }

    @Test
    void tools_withheldFromTheVoters_areTheMergingModelsAlone() throws Exception {
        ensemble.setBy("merge");
        ensemble.setModel("direct:head");
        ensemble.setTools("withheld");
        start(1);
        List<Object> choices = new CopyOnWriteArrayList<>();
        models.put("a", exchange -> {
            choices.add(body(exchange).get("tool_choice"));
            return Said.text("Ask somebody.");
        });
        models.put("head", exchange -> {
            assertThat(body(exchange)).containsKey("tools").doesNotContainKey("tool_choice");
            return Said.calls("ask", "{}");
        });

        assertThat(Draft.in(call(withTools())).calls()).hasSize(1);
        assertThat(choices).containsExactly("none");
    }
}
