package io.serai.processors.cache.semantic;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Points in time differ: Monday is not Tuesday, yesterday not today, last year not next year. Years are numbers. */
final class DateVeto implements Veto {

    private static final Map<String, String> TIMES = Lexicon.groups("dates");

    @Override
    public String name() {
        return "date";
    }

    @Override
    public boolean speaks(Reading one, Reading other) {
        return !times(one).equals(times(other));
    }

    private static Set<String> times(Reading reading) {
        Set<String> times = new TreeSet<>();
        for (Token token : reading.tokens()) {
            String time = TIMES.get(token.word());
            // The month begins with a capital, unlike what one may do.
            if (time != null
                    && (!time.equals("may")
                            || Character.isUpperCase(token.text().charAt(0)))) {
                times.add(time);
            }
        }
        return times;
    }
}
