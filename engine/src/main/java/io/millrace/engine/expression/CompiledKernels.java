package io.millrace.engine.expression;

import java.lang.reflect.Constructor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.codehaus.commons.compiler.CompileException;
import org.codehaus.janino.SimpleCompiler;

/** Compiled classes by their source, since the same few loops come again and again. Any thread. */
final class CompiledKernels {
    static final String CLASS_NAME = "CompiledKernel";
    private static final int MOST_CLASSES = 1000;

    private static final Map<String, Constructor<?>> CLASSES = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Constructor<?>> eldest) {
            return size() > MOST_CLASSES;
        }
    };

    private CompiledKernels() {}

    static Kernel instantiate(SourceText text) {
        String source = text.finish(CLASS_NAME);
        try {
            return (Kernel) constructor(source).newInstance((Object) text.constants());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("bug: a kernel cannot be made:\n" + source, e);
        }
    }

    private static Constructor<?> constructor(String source) {
        synchronized (CLASSES) {
            Constructor<?> known = CLASSES.get(source);
            if (known != null) {
                return known;
            }
        }
        Constructor<?> compiled = compile(source);
        synchronized (CLASSES) {
            CLASSES.put(source, compiled);
        }
        return compiled;
    }

    private static Constructor<?> compile(String source) {
        SimpleCompiler compiler = new SimpleCompiler();
        compiler.setParentClassLoader(CompiledKernels.class.getClassLoader());
        try {
            compiler.cook(source);
            String name = CompiledKernels.class.getPackageName() + "." + CLASS_NAME;
            return compiler.getClassLoader().loadClass(name).getConstructor(Object[].class);
        } catch (CompileException | ReflectiveOperationException e) {
            throw new IllegalStateException("bug: generated code does not compile:\n" + source, e);
        }
    }
}
