package io.serai.processors.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each check says of which text. */
class TextChecksTest {

    private static final Exchange EXCHANGE = new DefaultExchange(new DefaultCamelContext());

    private static LengthCheck length(long minCharacters, long maxCharacters, long minTokens, long maxTokens) {
        LengthCheck check = new LengthCheck();
        check.setMinCharacters(minCharacters);
        check.setMaxCharacters(maxCharacters);
        check.setMinTokens(minTokens);
        check.setMaxTokens(maxTokens);
        return check;
    }

    private static PatternCheck present(String pattern) {
        PatternCheck check = new PatternCheck();
        check.setPresent(pattern);
        return check;
    }

    private static PatternCheck absent(String pattern) {
        PatternCheck check = new PatternCheck();
        check.setAbsent(pattern);
        return check;
    }

    private static LogprobCheck mean(double mean) {
        LogprobCheck check = new LogprobCheck();
        check.setMean(mean);
        return check;
    }

    private static LogprobCheck least(double least) {
        LogprobCheck check = new LogprobCheck();
        check.setLeast(least);
        return check;
    }

    private static Map<String, Object> sure(double... logprobs) {
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("message", Map.of("role", "assistant", "content", "so"));
        choice.put(
                "logprobs",
                Map.of(
                        "content",
                        Arrays.stream(logprobs)
                                .mapToObj(logprob -> Map.of("token", "x", "logprob", logprob))
                                .toList()));
        return Map.of("choices", List.of(choice));
    }

    static Stream<Arguments> verdicts() {
        return Stream.of(
                Arguments.of(length(3, 5, 0, 99), Said.text("abc"), ""),
                Arguments.of(length(3, 5, 0, 99), Said.text("  abcde  "), ""),
                Arguments.of(length(3, 5, 0, 99), Said.text(" ab "), "expected at least 3 characters, found 2"),
                Arguments.of(length(3, 5, 0, 99), Said.text("abcdef"), "expected at most 5 characters, found 6"),
                Arguments.of(length(3, 5, 0, 99), Said.text("😀😀😀😀😀"), ""),
                Arguments.of(length(0, 99, 3, 5), Said.text("whatever", 4), ""),
                Arguments.of(length(0, 99, 3, 5), Said.text("a", 2), "expected at least 3 tokens, found 2"),
                Arguments.of(length(0, 99, 3, 5), Said.text("abcdefghi"), ""),
                Arguments.of(length(0, 99, 3, 5), Said.text("abcdefgh"), "expected at least 3 tokens, found 2"),
                Arguments.of(length(3, 5, 3, 5), Said.calls("f", "{}"), ""),
                Arguments.of(present("(?m)^Answer: \\d+$"), Said.text("So.\nAnswer: 42\n"), ""),
                Arguments.of(present("^Answer"), Said.text("So.\nAnswer"), "what was expected is not in it"),
                Arguments.of(absent("(?i)todo"), Said.text("All done."), ""),
                Arguments.of(absent("(?i)todo"), Said.text("ToDo"), "what was not expected is in it"),
                Arguments.of(present("x"), Said.calls("f", "{}"), ""),
                Arguments.of(mean(-0.5), sure(-0.1, -0.8), ""),
                Arguments.of(
                        mean(-0.4),
                        sure(-0.1, -0.8),
                        "expected log probabilities with a mean of at least -0.400, found -0.450"),
                Arguments.of(least(-1), sure(-0.1, -1.0), ""),
                Arguments.of(
                        least(-1),
                        sure(-0.1, -1.1),
                        "expected log probabilities with each of at least -1.000, found -1.100"),
                Arguments.of(least(-1), Said.text("so"), "expected log probabilities, found none"),
                Arguments.of(least(-1), Said.calls("f", "{}"), ""));
    }

    @ParameterizedTest
    @MethodSource("verdicts")
    void answer_ofEachKind_passesOrSaysWhyNot(Check check, Map<String, Object> answer, String why) {
        assertThat(check.verdict(new Draft(Map.of(), answer), EXCHANGE))
                .isEqualTo(why.isEmpty() ? Verdict.PASSED : Verdict.failed(why));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I'm sorry, but I can't help with that.",
                "I\u2019m sorry, but I can\u2019t assist  with\nthat request.",
                "Sorry, I CANNOT PROVIDE that.",
                "As an AI language model, I have no opinion.",
                "Unfortunately, I am unable to open files.",
                "Das kann ich nicht beantworten.",
                "Lo siento, no puedo ayudar con eso."
            })
    void refusal_inWords_isFound(String text) {
        assertThat(new RefusalCheck()
                        .verdict(new Draft(Map.of(), Said.text(text)), EXCHANGE)
                        .passed())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Paris.",
                "",
                "The letter says: we regret it.",
                "I can say that much: it rains. The witness then told the court, at length and in detail, about the"
                        + " evening, the weather, the guests, the dinner, and at last: I cannot help it."
            })
    void answer_thatHelps_isNoRefusal(String text) {
        assertThat(new RefusalCheck()
                        .verdict(new Draft(Map.of(), Said.text(text)), EXCHANGE)
                        .passed())
                .isTrue();
    }

    @Test
    void refusal_inItsOwnFields_isFound() {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("content", null);
        message.put("refusal", "No.");
        RefusalCheck check = new RefusalCheck();

        assertThat(check.verdict(new Draft(Map.of(), Said.message(message, "stop")), EXCHANGE))
                .isEqualTo(Verdict.failed("the model refused"));
        assertThat(check.verdict(
                        new Draft(Map.of(), Said.message(Map.of("content", "Half a"), "content_filter")), EXCHANGE))
                .isEqualTo(Verdict.failed("a content filter ended it"));
    }

    @Test
    void refusal_byOwnPhrases_isFoundByTheseAlone() {
        RefusalCheck check = new RefusalCheck();
        check.setPhrases("Nope | ask a human");

        assertThat(check.verdict(new Draft(Map.of(), Said.text("Please ask a human.")), EXCHANGE)
                        .passed())
                .isFalse();
        assertThat(check.verdict(new Draft(Map.of(), Said.text("I can't help.")), EXCHANGE)
                        .passed())
                .isTrue();
    }
}
