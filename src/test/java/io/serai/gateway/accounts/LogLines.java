package io.serai.gateway.accounts;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;

/** All that is logged from its making to its closing, as talkative as anybody may set it. */
final class LogLines extends AbstractAppender implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger root = (Logger) LogManager.getRootLogger();

    LogLines() {
        super("all lines", null, null, true, Property.EMPTY_ARRAY);
        start();
        root.addAppender(this);
        Configurator.setAllLevels("", Level.DEBUG);
    }

    @Override
    public void append(LogEvent event) {
        StringWriter line = new StringWriter().append(event.getMessage().getFormattedMessage());
        if (event.getThrown() != null) {
            event.getThrown().printStackTrace(new PrintWriter(line, true));
        }
        lines.add(line.toString());
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        root.removeAppender(this);
        // Each logger its own level again, as the file says.
        LoggerContext.getContext(false).reconfigure();
        stop();
    }
}
