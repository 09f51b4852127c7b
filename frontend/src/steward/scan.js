// Pictures for the reader of QR codes, in shades of grey.
const MOST = 1600;
const EVERY = 120;

const grey = (source, width, height) => {
  const scale = Math.min(1, MOST / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.drawImage(source, 0, 0, canvas.width, canvas.height);
  const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
  const shades = new Uint8Array(data.length / 4);
  for (let at = 0; at < shades.length; at++) shades[at] = (data[4 * at] * 77 + data[4 * at + 1] * 150 + data[4 * at + 2] * 29) >> 8;
  return { width: canvas.width, height: canvas.height, shades };
};

/** The picture in a file. */
export const photo = async (file) => {
  const picture = await createImageBitmap(file);
  return grey(picture, picture.width, picture.height);
};

/** Shows the camera in a video and gives its pictures; what comes back stops it. Rejects without a camera. */
export const camera = async (video, see) => {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } } });
  video.srcObject = stream;
  await video.play();
  let on = true;
  const look = () => {
    if (!on) return;
    if (video.videoWidth) see(grey(video, video.videoWidth, video.videoHeight));
    setTimeout(look, EVERY);
  };
  look();
  return () => { on = false; stream.getTracks().forEach((track) => track.stop()); };
};
