/**
 * Classes that published chains are made of: what runs when Java reads an object of them, or what a chain ends in (the payloads of
 * frohoff/ysoserial and mbechler/marshalsec, and the deny list of ikkisoft/SerialKiller). A name that ends in a dot is a package.
 */
const GADGETS: readonly string[] = [
  'bsh.Interpreter',
  'bsh.XThis',
  'clojure.core$',
  'clojure.inspector.',
  'clojure.main$',
  'com.atomikos.icatch.jta.RemoteClientUserTransaction',
  'com.mchange.v2.c3p0.',
  'com.rometools.rome.feed.impl.',
  'com.sun.jndi.',
  'com.sun.org.apache.xalan.internal.xsltc.trax.TemplatesImpl',
  'com.sun.rowset.JdbcRowSetImpl',
  'com.sun.syndication.feed.impl.',
  'com.vaadin.data.util.NestedMethodProperty',
  'java.lang.ProcessBuilder',
  'java.lang.Runtime',
  'java.rmi.server.',
  'java.security.SignedObject',
  'javax.management.BadAttributeValueExpException',
  'javax.script.',
  'org.apache.click.control.Column',
  'org.apache.commons.beanutils.BeanComparator',
  'org.apache.commons.collections.functors.',
  'org.apache.commons.collections.keyvalue.TiedMapEntry',
  'org.apache.commons.collections.map.LazyMap',
  'org.apache.commons.collections4.functors.',
  'org.apache.commons.collections4.keyvalue.TiedMapEntry',
  'org.apache.commons.collections4.map.LazyMap',
  'org.apache.commons.fileupload.disk.DiskFileItem',
  'org.apache.myfaces.',
  'org.apache.wicket.util.upload.DiskFileItem',
  'org.apache.xalan.xsltc.trax.TemplatesImpl',
  'org.aspectj.weaver.tools.cache.SimpleCache',
  'org.codehaus.groovy.runtime.ConvertedClosure',
  'org.codehaus.groovy.runtime.MethodClosure',
  'org.hibernate.engine.spi.TypedValue',
  'org.hibernate.property.',
  'org.hibernate.tuple.component.',
  'org.jboss.interceptor.',
  'org.jboss.weld.interceptor.',
  'org.mozilla.javascript.',
  'org.python.core.PyFunction',
  'org.python.core.PyMethod',
  'org.springframework.aop.framework.',
  'org.springframework.beans.factory.',
  'org.springframework.core.SerializableTypeWrapper',
  'org.springframework.transaction.jta.JtaTransactionManager',
  'sun.reflect.annotation.AnnotationInvocationHandler',
  'sun.rmi.',
];

const NAMES = new Set(GADGETS.filter((name) => !/[.$]$/.test(name)));
const STARTS = GADGETS.filter((name) => /[.$]$/.test(name));

/** Whether a class is known from such chains. Array types stand for their elements; classes inside a class for it. */
export function isGadget(name: string): boolean {
  const element = elementOf(name);
  return NAMES.has(element.replace(/\$.*/, '')) || STARTS.some((start) => element.startsWith(start));
}

/** Types of the Java platform: values, texts, collections, numbers, and what boxes them. */
export function isPlatform(name: string): boolean {
  return /^(?:java\.(?:lang|util|math|time|text|net|io|sql|awt|awt\.geom|util\.[a-z.]+)\.[A-Z][\w$]*|[BCDFIJSZ])$/.test(
    elementOf(name),
  );
}

/** `[Ljava.lang.String;` is an array of `java.lang.String`. */
function elementOf(name: string): string {
  return name.replace(/^\[+L(.*);$/, '$1').replace(/^\[+/, '');
}
