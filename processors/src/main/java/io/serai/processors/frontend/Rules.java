package io.serai.processors.frontend;

import io.serai.api.error.CallerException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The words in which the requests of this API are described. */
public final class Rules {

    /** Says nothing. */
    public static final Rule ANYTHING = (value, path) -> {};

    public static final Rule STRING = of(String.class, "a string");
    public static final Rule BOOLEAN = of(Boolean.class, "a boolean");

    /** A member of an object, and what it has to be. */
    public record Member(String name, boolean isRequired, Rule rule) {}

    private Rules() {}

    /** A member that must be there and not be null. */
    public static Member required(String name, Rule rule) {
        return new Member(name, true, rule);
    }

    /** A member that may be missing or null. */
    public static Member optional(String name, Rule rule) {
        return new Member(name, false, rule);
    }

    /** An object; members that are not named may be anything. */
    public static Rule object(Member... members) {
        return (value, path) -> {
            if (!(value instanceof Map<?, ?> map)) {
                throw Rule.refusal(path, "an object", value);
            }
            for (Member member : members) {
                Object found = map.get(member.name);
                if (found != null) {
                    member.rule.check(found, path.member(member.name));
                } else if (member.isRequired) {
                    Path missing = path.member(member.name);
                    throw CallerException.badField(missing.toString(), "`" + missing + "` is required.");
                }
            }
        };
    }

    /** An object whose members, whatever their names, are all alike. */
    public static Rule objectOf(Rule each) {
        return (value, path) -> {
            if (!(value instanceof Map<?, ?> map)) {
                throw Rule.refusal(path, "an object", value);
            }
            map.forEach((name, member) -> each.check(member, path.member(String.valueOf(name))));
        };
    }

    /** An object that is further described by the word in one of its members. */
    public static Rule byWord(String member, Map<String, Rule> known, Rule otherwise) {
        Rule base = object(required(member, STRING));
        return base.and((value, path) -> {
            if (value instanceof Map<?, ?> map && map.get(member) instanceof String word) {
                Rule rule = known.get(word);
                (rule == null ? otherwise : rule).check(value, path);
            }
        });
    }

    public static Rule array(int min, int max, Rule each) {
        String size = max == Integer.MAX_VALUE
                ? (min == 0 ? "an array" : "an array of at least " + min)
                : "an array of " + min + " to " + max;
        return (value, path) -> {
            if (!(value instanceof List<?> list)) {
                throw Rule.refusal(path, "an array", value);
            }
            if (list.size() < min || list.size() > max) {
                throw CallerException.badField(
                        path.toString(), "`" + path + "` must be " + size + ", found " + list.size() + ".");
            }
            for (int i = 0; i < list.size(); i++) {
                each.check(list.get(i), path.element(i));
            }
        };
    }

    /** A string, or an array. */
    public static Rule stringOrArray(Rule string, Rule array) {
        return (value, path) -> {
            if (value instanceof String) {
                string.check(value, path);
            } else if (value instanceof List) {
                array.check(value, path);
            } else {
                throw Rule.refusal(path, "a string or an array", value);
            }
        };
    }

    public static Rule word(String... words) {
        Set<String> known = Set.of(words);
        String expected = "one of " + String.join(", ", new TreeSet<>(known));
        return (value, path) -> {
            if (!(value instanceof String word)) {
                throw Rule.refusal(path, expected, value);
            }
            if (!known.contains(word)) {
                throw CallerException.badField(
                        path.toString(), "`" + path + "` must be " + expected + ", found another string.");
            }
        };
    }

    public static Rule matching(String regex, String expected) {
        Pattern pattern = Pattern.compile(regex, Pattern.DOTALL);
        return STRING.and((value, path) -> {
            if (value instanceof String text && !pattern.matcher(text).matches()) {
                throw CallerException.badField(path.toString(), "`" + path + "` must be " + expected + ".");
            }
        });
    }

    public static Rule integer(long min, long max) {
        String expected = max == Long.MAX_VALUE ? "an integer" : "an integer from " + min + " to " + max;
        BigDecimal least = BigDecimal.valueOf(min);
        BigDecimal most = BigDecimal.valueOf(max);
        return (value, path) -> {
            if (value instanceof Integer i && i >= min && i <= max) {
                return;
            }
            BigDecimal number = decimal(value);
            if (number == null || number.compareTo(least) < 0 || number.compareTo(most) > 0 || !isWhole(number)) {
                throw number == null ? Rule.refusal(path, expected, value) : outside(path, expected);
            }
        };
    }

    public static Rule number(long min, long max) {
        String expected = "a number from " + min + " to " + max;
        BigDecimal least = BigDecimal.valueOf(min);
        BigDecimal most = BigDecimal.valueOf(max);
        return (value, path) -> {
            BigDecimal number = decimal(value);
            if (number == null) {
                throw Rule.refusal(path, expected, value);
            }
            if (number.compareTo(least) < 0 || number.compareTo(most) > 0) {
                throw outside(path, expected);
            }
        };
    }

    private static RuntimeException outside(Path path, String expected) {
        return CallerException.badField(
                path.toString(), "`" + path + "` must be " + expected + ", found another number.");
    }

    /** Never expanded to digits: 1e999999999 is ten bytes on the wire and a gigabyte as an integer. */
    private static @Nullable BigDecimal decimal(@Nullable Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        if (value instanceof BigInteger integer) {
            return new BigDecimal(integer);
        }
        if (value instanceof Integer || value instanceof Long) {
            return BigDecimal.valueOf(((Number) value).longValue());
        }
        return value instanceof Number number && Double.isFinite(number.doubleValue())
                ? BigDecimal.valueOf(number.doubleValue())
                : null;
    }

    /** Called for numbers within a long's range alone, so that what is stripped is short. */
    private static boolean isWhole(BigDecimal number) {
        return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
    }

    private static Rule of(Class<?> type, String expected) {
        return (value, path) -> {
            if (!type.isInstance(value)) {
                throw Rule.refusal(path, expected, value);
            }
        };
    }
}
