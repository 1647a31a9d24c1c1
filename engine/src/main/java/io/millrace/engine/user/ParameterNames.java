package io.millrace.engine.user;

import io.millrace.core.error.QueryException;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The names of parameters as the compiler noted them for debuggers, in the attribute LocalVariableTable of a class file
 * (Java Virtual Machine Specification, chapter 4): reflection tells only what {@code javac -parameters} notes.
 */
final class ParameterNames {
    private static final int UTF8 = 1;

    private final DataInputStream in;
    private String[] texts = {};

    private ParameterNames(DataInputStream in) {
        this.in = in;
    }

    /**
     * The names in order; empty when they were not noted.
     *
     * @throws QueryException without a place, when the class cannot be read again
     */
    static List<String> of(Executable executable) {
        Class<?> type = executable.getDeclaringClass();
        String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
        URL place = type.getResource(file);
        if (place == null) {
            return List.of();
        }
        try {
            URLConnection connection = place.openConnection();
            // A jar that is kept open for all may be closed by who opened it first, or be another one by now.
            connection.setUseCaches(false);
            try (InputStream stream = connection.getInputStream()) {
                return new ParameterNames(new DataInputStream(stream)).read(executable);
            }
        } catch (IOException e) {
            throw new QueryException(
                    "class '" + type.getName() + "' cannot be read: " + e.getMessage(),
                    null,
                    "the jar must stay as it is while it is used",
                    e);
        }
    }

    private List<String> read(Executable executable) throws IOException {
        in.skipNBytes(8);
        readConstants();
        in.skipNBytes(6);
        in.skipNBytes(2L * in.readUnsignedShort());
        int fields = in.readUnsignedShort();
        for (int i = 0; i < fields; i++) {
            in.skipNBytes(6);
            skipAttributes();
        }
        String name = executable instanceof Constructor ? "<init>" : executable.getName();
        int methods = in.readUnsignedShort();
        for (int i = 0; i < methods; i++) {
            in.skipNBytes(2);
            boolean wanted = name.equals(texts[in.readUnsignedShort()]);
            wanted &= descriptor(executable).equals(texts[in.readUnsignedShort()]);
            if (wanted) {
                return names(executable);
            }
            skipAttributes();
        }
        return List.of();
    }

    private void readConstants() throws IOException {
        texts = new String[in.readUnsignedShort()];
        for (int i = 1; i < texts.length; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case UTF8 -> texts[i] = in.readUTF();
                case 15 -> in.skipNBytes(3);
                case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
                case 5, 6 -> {
                    in.skipNBytes(8);
                    i++;
                }
                default -> in.skipNBytes(4);
            }
        }
    }

    private void skipAttributes() throws IOException {
        int count = in.readUnsignedShort();
        for (int i = 0; i < count; i++) {
            in.skipNBytes(2);
            in.skipNBytes(in.readInt());
        }
    }

    private List<String> names(Executable executable) throws IOException {
        int attributes = in.readUnsignedShort();
        for (int i = 0; i < attributes; i++) {
            String attribute = texts[in.readUnsignedShort()];
            int length = in.readInt();
            if (!"Code".equals(attribute)) {
                in.skipNBytes(length);
                continue;
            }
            in.skipNBytes(4);
            in.skipNBytes(in.readInt());
            in.skipNBytes(8L * in.readUnsignedShort());
            return variables()
                    .map(variables -> parameters(executable, variables))
                    .orElse(List.of());
        }
        return List.of();
    }

    /** The names of the variables that are there from the start, by their slots. */
    private Optional<Map<Integer, String>> variables() throws IOException {
        int attributes = in.readUnsignedShort();
        for (int i = 0; i < attributes; i++) {
            String attribute = texts[in.readUnsignedShort()];
            int length = in.readInt();
            if (!"LocalVariableTable".equals(attribute)) {
                in.skipNBytes(length);
                continue;
            }
            Map<Integer, String> names = new TreeMap<>();
            int count = in.readUnsignedShort();
            for (int variable = 0; variable < count; variable++) {
                int start = in.readUnsignedShort();
                in.skipNBytes(2);
                String name = texts[in.readUnsignedShort()];
                in.skipNBytes(2);
                int slot = in.readUnsignedShort();
                if (start == 0) {
                    names.put(slot, name);
                }
            }
            return Optional.of(names);
        }
        return Optional.empty();
    }

    private static List<String> parameters(Executable executable, Map<Integer, String> variables) {
        List<String> names = new ArrayList<>();
        int slot = Modifier.isStatic(executable.getModifiers()) ? 0 : 1;
        for (Class<?> type : executable.getParameterTypes()) {
            String name = variables.get(slot);
            if (name == null) {
                return List.of();
            }
            names.add(name);
            slot += type == long.class || type == double.class ? 2 : 1;
        }
        return names;
    }

    private static String descriptor(Executable executable) {
        StringBuilder text = new StringBuilder("(");
        for (Class<?> type : executable.getParameterTypes()) {
            text.append(type.descriptorString());
        }
        Class<?> result = executable instanceof Method method ? method.getReturnType() : void.class;
        return text.append(')').append(result.descriptorString()).toString();
    }
}
