package io.serai.processors.cache.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What speaks against taking two questions for the same, kind by kind, and over all pairs without any vector. */
class VetoesTest {

    private static Veto veto(String name) {
        return Vetoes.all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            number   | sales in 2023                     | sales in 2024
            number   | two eggs                          | three eggs
            number   | twenty five guests                | twenty six guests
            number   | sieben Zwerge                     | sechs Zwerge
            number   | fünfundzwanzig Gäste              | sechsundzwanzig Gäste
            number   | version 1.5                       | version 1.6
            number   | from 7 to 9                       | from 9 to 7
            number   | all orders                        | all 12 orders
            date     | open on Monday                    | open on Tuesday
            date     | turnover of May                   | turnover of March
            date     | what is on today                  | what was on yesterday
            date     | report of last week               | report of next week
            date     | Termine heute                     | Termine morgen
            date     | results of Q1                     | results of Q2
            unit     | how far in miles                  | how far in km
            unit     | 5 kg of rice                      | 5 lbs of rice
            unit     | 20 % of it                        | 20 € of it
            unit     | pounds to kilos                   | kilos to pounds
            negation | it can fly                        | it cannot fly
            negation | with sugar                        | without sugar
            negation | why does it work                  | why doesn't it work
            negation | a valid contract                  | an invalid contract
            negation | ein Rezept                        | kein Rezept
            negation | sugar drinks                      | sugarless drinks
            opposite | increase the limit                | decrease the limit
            opposite | before the war                    | after the war
            opposite | the maximum size                  | the minimum size
            opposite | Aktien kaufen                     | Aktien verkaufen
            opposite | turn it on                        | turn it off
            question | who wrote it                      | when was it written
            question | how many are there                | why are there so many
            question | can I go                          | must I go
            question | wann war das                      | wo war das
            question | is it blue                        | why is it blue
            language | say it in French                  | say it in German
            language | sort a list in Java               | sort a list in JavaScript
            language | What is the capital of Peru?      | Was ist die Hauptstadt von Peru?
            language | Where is the station?             | Где вокзал?
            quote    | translate "good day"              | translate "good night"
            quote    | what does `git add` do            | what does `git rm` do
            name     | the mayor of Graz                 | the mayor of Linz
            name     | what is in pom.xml                | what is in build.xml
            name     | call user_id                      | call order_id
            name     | ask gpt-4o                        | ask gpt-4.1
            name     | the CEO of it                     | the CFO of it
            order    | convert miles to yards            | convert yards to miles
            order    | does Anna like Bert               | does Bert like Anna
            order    | is gold heavier than lead         | is lead heavier than gold
            role     | a letter to my boss               | a letter from my boss
            person   | must he sign                      | must she sign
            role     | tickets assigned to me            | tickets assigned by me
            wording  | the capital of france             | the capital of spain
            wording  | reset my password                 | reset my admin password
            wording  | how is steel made                 | how is glass made
            """)
    void questions_thatDifferInThat_areKeptApart(String name, String one, String other) {
        assertThat(veto(name).speaks(Reading.of(one), Reading.of(other))).isTrue();
        assertThat(veto(name).speaks(Reading.of(other), Reading.of(one))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            what is 1,000 divided by 8        | what is 1000 divided by 8
            give me three tips                | give me 3 tips
            version 2.50 of it                | version 2.5 of it
            convert 5 km to miles             | convert 5 kilometers to miles
            how much is 15 percent of 200     | what is 15% of 200
            in what year did the wall fall    | when did the wall fall
            can't you tell me the way home    | tell me the way home
            the capital of France             | capital of france?
            What's the capital of France      | What is the capital of France
            what does "idempotent" mean       | what does idempotent mean
            cancel my subscription            | terminate my subscriptions
            how do I recieve it               | how do I receive it
            TCP and UDP                       | UDP and TCP
            difference of A and B             | difference of B and A
            In Python, how do I sort a list?  | How do I sort a list in Python?
            Why is the sky blue?              | What is the reason that the sky is blue?
            Wie kann ich mein Abo kündigen?   | Wie kündige ich mein Abo?
            Was kostet das Abo?               | Wie viel kostet das Abo?
            I want to reset my password       | reset password
            """)
    void questions_thatMeanTheSame_areNot(String one, String other) {
        assertThat(Vetoes.between(Reading.of(one), Reading.of(other))).isEmpty();
    }

    @Test
    void pairs_ofThisProject_areToldApartByWordsAlone() {
        List<QuestionPair> pairs = QuestionPair.published();
        Map<QuestionPair.Label, List<QuestionPair>> byLabel =
                pairs.stream().collect(Collectors.groupingBy(QuestionPair::label, TreeMap::new, Collectors.toList()));

        List<QuestionPair> same = byLabel.getOrDefault(QuestionPair.Label.SAME, List.of());
        List<QuestionPair> different = byLabel.getOrDefault(QuestionPair.Label.DIFFERENT, List.of());
        assertThat(pairs).hasSizeGreaterThan(430);
        assertThat(unopposed(different)).hasSizeLessThanOrEqualTo(different.size() / 50);
        assertThat(unopposed(same)).hasSizeGreaterThan(same.size() * 3 / 4);
    }

    @Test
    void pairs_turnedRound_areJudgedAlike() {
        for (QuestionPair pair : QuestionPair.published()) {
            Reading one = Reading.of(pair.one());
            Reading other = Reading.of(pair.other());
            assertThat(Vetoes.between(one, other).isPresent())
                    .as("%s / %s", pair.one(), pair.other())
                    .isEqualTo(Vetoes.between(other, one).isPresent());
            assertThat(Vetoes.between(one, Reading.of(pair.one()))).isEmpty();
        }
    }

    private static List<QuestionPair> unopposed(List<QuestionPair> pairs) {
        return pairs.stream()
                .filter(each -> Vetoes.between(Reading.of(each.one()), Reading.of(each.other()))
                        .isEmpty())
                .toList();
    }
}
