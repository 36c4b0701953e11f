/** The style sheet of an HTML report, and its hash for the policy: a test holds the two together. */
export const HTML_STYLE = `:root{color-scheme:light dark;--l:light-dark(#c9d1d3,#3a4549);--t:light-dark(#455156,#aeb9bd);--s:light-dark(#f3f5f5,#181d1f)}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1080px;padding:24px;font:14px/1.5 system-ui,sans-serif;color:light-dark(#12191b,#e8edee);background:light-dark(#fff,#131719);font-variant-ligatures:none}
h1{font-size:20px;margin:2px 0 4px}h2{font-size:15px;margin:28px 0 8px;border-bottom:1px solid var(--l)}h3{font-size:14px;margin:0}h4{font-size:12px;margin:12px 0 4px;color:var(--t)}small,.at,.left,footer{color:var(--t);font-weight:400;font-size:12px}
header{border-left:6px solid var(--l);padding:4px 16px}p{margin:4px 0;overflow-wrap:anywhere}.kind{font-weight:600;font-size:12px;color:var(--t)}
.runs-code,.critical{border-left-color:#c5302a}.can-run-code,.high{border-left-color:#b85806}.review,.medium{border-left-color:#a87e00}.low{border-left-color:#857a69}.note{border-left-color:#6c787d}.nothing-runs{border-left-color:#1d7c4c}.not-known{border-left-style:dashed}
code,pre,.call,bdi{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:12px;overflow-wrap:anywhere}bdi,pre{unicode-bidi:isolate}.call{background:var(--s);padding:4px 8px}
article{border:1px solid var(--l);border-left:4px solid var(--l);padding:10px 14px;margin:10px 0}.sev{font-weight:700}mark{background:light-dark(#ffe3df,#5a2320);color:inherit}
pre{background:var(--s);padding:8px;overflow-x:auto;white-space:pre}.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:12px}th,td{border-bottom:1px solid var(--l);padding:3px 8px;text-align:left;vertical-align:top}
dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;margin:16px 0}dt{color:var(--t)}dd{margin:0;overflow-wrap:anywhere}
.map{display:block;width:100%;height:18px;margin:12px 0;border:1px solid var(--l)}rect{fill:#74b4bd}rect.program{fill:#7650cb}rect.text{fill:#4a7dd2}rect.structure{fill:#596b74}rect.padding{fill:#dfe4e6}rect.unclaimed{fill:#12191b}rect.compressed{fill:#8ec4cb}
footer{margin-top:32px;border-top:1px solid var(--l);padding-top:8px}
table code{font-size:11px}section.file{border-top:2px solid var(--l);margin-top:40px;padding-top:16px}section.file header h2{border:0;margin:0;font-size:16px}
@media print{section.file{break-before:page}h2,h3,h4{break-after:avoid}thead{display:table-header-group}body{padding:0;max-width:none}article,tr{break-inside:avoid}pre{white-space:pre-wrap}.wide{overflow:visible}header,mark,rect{print-color-adjust:exact}}`;

export const HTML_STYLE_HASH = 'sha256-K4IRg+7Y1jTpZdrspJNwdK1cWBey3kltVH7kHCPkjsk=';
