/** A drawn face for the gallery. */
const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 400">
<rect width="300" height="400" fill="#cfdfe8"/>
<path d="M20 400c6-84 60-112 130-112s124 28 130 112z" fill="#27425e"/>
<path d="M118 250h64v44c0 20-64 20-64 0z" fill="#dba982"/>
<path d="M104 296l46 40 46-40 14 8-60 66-60-66z" fill="#f2f4f6"/>
<ellipse cx="150" cy="180" rx="76" ry="98" fill="#e7ba92"/>
<path d="M68 182c-8-92 34-130 84-130s90 40 80 130c-6-52-24-78-44-86-34 16-80 14-96 6-12 12-20 40-24 80z" fill="#211b19"/>
<path d="M74 190c-10-6-16 12-6 30 4 8 10 8 12 2zM226 190c10-6 16 12 6 30-4 8-10 8-12 2z" fill="#dca880"/>
<path d="M104 168c12-8 24-8 34-2M162 166c10-6 22-6 34 2" fill="none" stroke="#2b211d" stroke-width="6" stroke-linecap="round"/>
<ellipse cx="122" cy="190" rx="9" ry="7" fill="#2b211d"/><ellipse cx="178" cy="190" rx="9" ry="7" fill="#2b211d"/>
<path d="M150 192c-3 18-8 26-8 30 0 5 16 5 16 0" fill="none" stroke="#b98158" stroke-width="4" stroke-linecap="round"/>
<path d="M126 246c14 9 34 9 48 0" fill="none" stroke="#a35a50" stroke-width="6" stroke-linecap="round"/>
</svg>`

export const drawnFace = `data:image/svg+xml;base64,${btoa(drawing)}`
