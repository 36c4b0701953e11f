/** Where a finding leads: ids of public catalogues with their titles, so that a report can be read without a network. */
const TITLES: ReadonlyMap<string, string> = new Map([
  ['AML.T0010', 'AI supply chain compromise'],
  ['AML.T0011.000', 'User execution: unsafe AI artifacts'],
  ['AML.T0018.002', 'Manipulate AI model: embed malware'],
  ['AML.T0051', 'LLM prompt injection'],
  ['AML.CS0027', 'Case study: organization confusion on a model hub'],
  ['AML.CS0031', 'Case study: malicious models on a model hub'],
  ['CVE-2024-34359', 'llama-cpp-python before 0.2.72: chat templates rendered without a sandbox'],
  ['CVE-2025-32434', 'PyTorch up to 2.5.1: torch.load with weights_only=True can run code'],
  ['CVE-2025-66448', 'vLLM before 0.11.1: remote code of auto_map run without consent'],
  ['CVE-2026-24747', 'PyTorch before 2.10: weights_only=True can corrupt memory'],
  ['CVE-2026-4372', 'transformers 4.56 to 5.2: a kernel named in the attention setting is fetched and run'],
  ['CVE-2026-5241', 'transformers before 5.5: a nested trust_remote_code is obeyed'],
  ['CVE-2026-5760', 'SGLang: rerank templates rendered without a sandbox'],
  ['CWE-22', 'Improper limitation of a pathname to a restricted directory'],
  ['CWE-73', 'External control of file name or path'],
  ['CWE-78', 'OS command injection'],
  ['CWE-94', 'Improper control of generation of code'],
  ['CWE-95', 'Improper neutralization of directives in dynamically evaluated code'],
  ['CWE-114', 'Process control'],
  ['CWE-125', 'Out-of-bounds read'],
  ['CWE-130', 'Improper handling of length parameter inconsistency'],
  ['CWE-134', 'Use of externally-controlled format string'],
  ['CWE-158', 'Improper neutralization of null byte'],
  ['CWE-190', 'Integer overflow or wraparound'],
  ['CWE-200', 'Exposure of sensitive information'],
  ['CWE-354', 'Improper validation of integrity check value'],
  ['CWE-369', 'Divide by zero'],
  ['CWE-400', 'Uncontrolled resource consumption'],
  ['CWE-407', 'Inefficient algorithmic complexity'],
  ['CWE-409', 'Improper handling of highly compressed data'],
  ['CWE-434', 'Unrestricted upload of file with dangerous type'],
  ['CWE-436', 'Interpretation conflict'],
  ['CWE-470', 'Use of externally-controlled input to select classes or code'],
  ['CWE-502', 'Deserialization of untrusted data'],
  ['CWE-506', 'Embedded malicious code'],
  ['CWE-674', 'Uncontrolled recursion'],
  ['CWE-693', 'Protection mechanism failure'],
  ['CWE-755', 'Improper handling of exceptional conditions'],
  ['CWE-776', 'Improper restriction of recursive entity references'],
  ['CWE-787', 'Out-of-bounds write'],
  ['CWE-789', 'Memory allocation with excessive size value'],
  ['CWE-829', 'Inclusion of functionality from untrusted control sphere'],
  ['CWE-913', 'Improper control of dynamically-managed code resources'],
  ['CWE-915', 'Improperly controlled modification of dynamically-determined object attributes'],
  ['CWE-918', 'Server-side request forgery'],
  ['CWE-1007', 'Insufficient visual distinction of homoglyphs'],
  ['CWE-1336', 'Improper neutralization in a template engine'],
]);

/** Title of a reference; null when the id is none of ours. */
export function referenceTitle(id: string): string | null {
  return TITLES.get(id) ?? null;
}

/** Every id a rule may use. */
export const REFERENCES: readonly string[] = [...TITLES.keys()];
