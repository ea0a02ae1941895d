package io.serai.processors.models;

import io.serai.api.call.DurationText;
import io.serai.processors.yaml.YamlList;
import io.serai.processors.yaml.YamlMap;
import io.serai.processors.yaml.YamlNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values that a file of models is written in. What does not fit is refused by file, line and key. */
final class Terms {

    private static final Pattern SHARE = Pattern.compile("(-?\\d{1,9}(?:\\.\\d{1,9})?)\\s*%");
    private static final Pattern COSINE = Pattern.compile("-?\\d(?:\\.\\d{1,9})?");
    private static final Pattern BYTES = Pattern.compile("([1-9]\\d{0,8})\\s*(KiB|MiB)?");
    private static final Pattern FAILURES = Pattern.compile("(\\d{1,6})(?:\\s+failures?)?");

    /** What goes into URIs and ids as it is. */
    private static final Pattern NAME = Pattern.compile("(?!.*(?://|[:/]$))[A-Za-z0-9][\\w.:/@~-]*");

    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

    private Terms() {}

    /** Refuses other keys than these. */
    static YamlMap only(YamlNode node, Collection<String> known) {
        YamlMap map = node.map();
        for (String key : map.entries().keySet()) {
            if (!known.contains(key)) {
                String hint = Spelling.hint(key, known);
                throw map.wrongKey(
                        key,
                        "is not known" + (hint.isEmpty() ? "; expected one of " + String.join(", ", known) : hint));
            }
        }
        return map;
    }

    /** Such as {@code 500ms}, {@code 30s}, {@code 2m} or {@code 1m30s}. */
    static Duration duration(YamlNode node) {
        return DurationText.read(node.scalar().written())
                .orElseThrow(() -> node.wrong("expected a duration such as 500ms, 30s or 2m, found " + node.words()));
    }

    static Duration positiveDuration(YamlNode node) {
        Duration duration = duration(node);
        if (duration.isZero()) {
            throw node.wrong("expected a duration above 0, found " + node.words());
        }
        return duration;
    }

    /** From -1 to 1. */
    static double cosine(YamlNode node) {
        Matcher number = COSINE.matcher(node.scalar().written());
        if (!number.matches() || Math.abs(Double.parseDouble(number.group())) > 1) {
            throw node.wrong("expected a number from -1 to 1, found " + node.words());
        }
        return Double.parseDouble(number.group());
    }

    /** Such as {@code 5%} or {@code 0.5%}, as a part of 1. */
    static double share(YamlNode node) {
        Matcher percent = SHARE.matcher(node.scalar().written());
        if (!percent.matches()) {
            throw node.wrong("expected a share such as 5%, found " + node.words());
        }
        BigDecimal share = new BigDecimal(percent.group(1));
        if (share.signum() < 0 || share.compareTo(WHOLE) > 0) {
            throw node.wrong("expected a share from 0% to 100%, found " + node.words());
        }
        return share.divide(WHOLE).doubleValue();
    }

    /** Such as {@code 64KiB} or {@code 1MiB}; a number alone is bytes. */
    static long bytes(YamlNode node) {
        Matcher size = BYTES.matcher(node.scalar().written());
        if (!size.matches()) {
            throw node.wrong("expected a size such as 64KiB or 1MiB, found " + node.words());
        }
        long unit = "MiB".equals(size.group(2)) ? 1 << 20 : "KiB".equals(size.group(2)) ? 1 << 10 : 1;
        return Long.parseLong(size.group(1)) * unit;
    }

    /** Such as {@code 3 failures}. */
    static int failures(YamlNode node) {
        Matcher count = FAILURES.matcher(node.scalar().written());
        if (!count.matches() || Integer.parseInt(count.group(1)) < 1) {
            throw node.wrong("expected a number of failures such as '3 failures', found " + node.words());
        }
        return Integer.parseInt(count.group(1));
    }

    static int whole(YamlNode node, int least) {
        return (int) node.scalar().whole(least, Integer.MAX_VALUE);
    }

    /** One of a few words. */
    static String oneOf(YamlNode node, Collection<String> known) {
        String word = node.scalar().text();
        if (!known.contains(word)) {
            throw node.wrong("expected one of " + String.join(", ", known) + ", found '" + word + "'"
                    + Spelling.hint(word, known));
        }
        return word;
    }

    /** What a failure says, for a message of one line. */
    static String oneLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
    }

    static String text(YamlNode node) {
        return node.scalar().text();
    }

    /** Words without a comma, each there once. */
    static List<String> words(YamlNode node) {
        List<String> words = new ArrayList<>();
        for (YamlNode item : node.list().items()) {
            String word = text(item).strip();
            if (word.indexOf(',') >= 0) {
                throw item.wrong("expected a word without a comma, found '" + word + "'");
            }
            if (words.contains(word)) {
                throw item.wrong("is there twice: '" + word + "'");
            }
            words.add(word);
        }
        return words;
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    static Mention mention(YamlNode node) {
        String name = text(node);
        if (!isName(name)) {
            throw node.wrong("expected a model's name such as openai/gpt-4.1-mini or smart, found '" + name + "'");
        }
        return new Mention(name, node.place());
    }

    /** Names of models, each there once. */
    static List<Mention> mentions(YamlNode node) {
        YamlList list = node.list();
        List<Mention> mentions = list.items().stream().map(Terms::mention).toList();
        once(mentions);
        return mentions;
    }

    static void once(List<Mention> mentions) {
        Set<String> seen = new HashSet<>();
        for (Mention mention : mentions) {
            if (!seen.add(mention.name())) {
                throw mention.wrong("'" + mention.name() + "' is there twice");
            }
        }
    }
}
