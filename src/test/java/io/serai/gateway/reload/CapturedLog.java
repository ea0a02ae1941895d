package io.serai.gateway.reload;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** What a class logs while a test runs. */
final class CapturedLog implements AutoCloseable {

    private final Logger logger;
    private final Lines lines = new Lines();

    CapturedLog(Class<?> type) {
        logger = (Logger) LogManager.getLogger(type);
        lines.start();
        logger.addAppender(lines);
    }

    /** Messages at this level, in order. */
    List<String> at(Level level) {
        return lines.events.stream()
                .filter(event -> event.getLevel() == level)
                .map(event -> event.getMessage().getFormattedMessage())
                .toList();
    }

    @Override
    public void close() {
        logger.removeAppender(lines);
        lines.stop();
    }

    private static final class Lines extends AbstractAppender {
        private final List<LogEvent> events = new CopyOnWriteArrayList<>();

        Lines() {
            super("captured", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            events.add(event.toImmutable());
        }
    }
}
