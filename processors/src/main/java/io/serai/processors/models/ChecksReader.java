package io.serai.processors.models;

import com.google.re2j.PatternSyntaxException;
import io.serai.processors.check.Check;
import io.serai.processors.check.JudgeCheck;
import io.serai.processors.check.LengthCheck;
import io.serai.processors.check.LogprobCheck;
import io.serai.processors.check.PatternCheck;
import io.serai.processors.check.RefusalCheck;
import io.serai.processors.check.SchemaCheck;
import io.serai.processors.check.ToolCallCheck;
import io.serai.processors.models.CheckEntry.Origin.Described;
import io.serai.processors.yaml.YamlMap;
import io.serai.processors.yaml.YamlNode;
import io.serai.processors.yaml.YamlScalar;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the checks that answers of a cascade or an ensemble have to pass. */
final class ChecksReader {

    private static final List<String> KINDS =
            List.of("length", "pattern", "schema", "logprob", "refusal", "tool-call", "judge", "bean");
    /** Those that say enough by their name. */
    private static final List<String> PLAIN = List.of("schema", "refusal", "tool-call");

    private static final int TOP_SCORE = 10;

    private ChecksReader() {}

    static List<CheckEntry> read(YamlNode node) {
        return node.list().items().stream().map(ChecksReader::check).toList();
    }

    private static CheckEntry check(YamlNode node) {
        if (node instanceof YamlScalar) {
            return CheckEntry.of(node, plain(Terms.oneOf(node, PLAIN)));
        }
        YamlMap written = Terms.only(node, KINDS);
        if (written.entries().size() != 1) {
            throw node.wrong("expected one check such as 'length: {min-characters: 40}', found "
                    + written.entries().size());
        }
        String kind = written.entries().keySet().iterator().next();
        YamlNode properties = written.require(kind);
        return switch (kind) {
            case "bean" -> CheckEntry.ofBean(properties, Terms.text(properties));
            case "judge" -> judge(properties);
            case "length" -> CheckEntry.of(node, length(properties));
            case "pattern" -> CheckEntry.of(node, pattern(properties));
            case "logprob" -> CheckEntry.of(node, logprob(properties));
            case "refusal" -> CheckEntry.of(node, refusal(properties));
            case "schema" -> CheckEntry.of(node, schema(properties));
            default -> throw properties.wrong("takes no keys; write it as '- tool-call'");
        };
    }

    private static Check plain(String kind) {
        return switch (kind) {
            case "schema" -> new SchemaCheck();
            case "refusal" -> new RefusalCheck();
            default -> new ToolCallCheck();
        };
    }

    private static Check length(YamlNode node) {
        YamlMap written = some(node, List.of("min-characters", "max-characters", "min-tokens", "max-tokens"));
        LengthCheck check = new LengthCheck();
        written.find("min-characters").ifPresent(it -> check.setMinCharacters(Terms.whole(it, 0)));
        written.find("max-characters").ifPresent(it -> check.setMaxCharacters(Terms.whole(it, 0)));
        written.find("min-tokens").ifPresent(it -> check.setMinTokens(Terms.whole(it, 0)));
        written.find("max-tokens").ifPresent(it -> check.setMaxTokens(Terms.whole(it, 0)));
        return check;
    }

    private static Check pattern(YamlNode node) {
        YamlMap written = some(node, List.of("present", "absent"));
        PatternCheck check = new PatternCheck();
        written.find("present").ifPresent(it -> expression(it, check::setPresent));
        written.find("absent").ifPresent(it -> expression(it, check::setAbsent));
        return check;
    }

    /** Hands a text over that has to be a regular expression. */
    static void expression(YamlNode node, Consumer<String> to) {
        try {
            to.accept(Terms.text(node));
        } catch (PatternSyntaxException e) {
            throw node.wrong("expected a regular expression of RE2: " + Terms.oneLine(e));
        }
    }

    private static Check logprob(YamlNode node) {
        YamlMap written = some(node, List.of("mean", "least"));
        LogprobCheck check = new LogprobCheck();
        written.find("mean").ifPresent(it -> check.setMean(logarithm(it)));
        written.find("least").ifPresent(it -> check.setLeast(logarithm(it)));
        return check;
    }

    private static double logarithm(YamlNode node) {
        double value = node.scalar().decimal().doubleValue();
        if (value > 0) {
            throw node.wrong("expected a logarithm of at most 0, found " + node.words());
        }
        return value;
    }

    private static Check refusal(YamlNode node) {
        YamlMap written = some(node, List.of("phrases"));
        RefusalCheck check = new RefusalCheck();
        List<String> phrases = written.require("phrases").list().items().stream()
                .map(Terms::text)
                .toList();
        check.setPhrases(String.join("|", phrases));
        return check;
    }

    private static Check schema(YamlNode node) {
        YamlMap written = some(node, List.of("schema"));
        YamlNode schema = written.require("schema");
        SchemaCheck check = new SchemaCheck();
        try {
            check.setSchema(Terms.text(schema));
        } catch (IllegalArgumentException e) {
            throw schema.wrong(Terms.oneLine(e));
        }
        return check;
    }

    private static CheckEntry judge(YamlNode node) {
        YamlMap written = Terms.only(node, List.of("model", "at-least", "criterion"));
        Mention model = Terms.mention(written.require("model"));
        Optional<Double> atLeast = written.find("at-least").map(ChecksReader::score);
        Optional<String> criterion = written.find("criterion").map(Terms::text);
        return new CheckEntry(node, Optional.of(model), new Described(names -> {
            JudgeCheck check = new JudgeCheck();
            check.setUri(names.uri(model));
            atLeast.ifPresent(check::setAtLeast);
            criterion.ifPresent(check::setCriterion);
            return check;
        }));
    }

    private static double score(YamlNode node) {
        double score = node.scalar().decimal().doubleValue();
        if (score < 0 || score > TOP_SCORE) {
            throw node.wrong("expected a score from 0 to 10, found " + node.words());
        }
        return score;
    }

    /** At least one of these keys, and no others. */
    private static YamlMap some(YamlNode node, List<String> known) {
        YamlMap written = Terms.only(node, known);
        if (written.entries().isEmpty()) {
            throw node.wrong("expected one of " + String.join(", ", known) + ", found none");
        }
        return written;
    }
}
